/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * clone3(2), which glibc tries before clone; ENOSYS sends it there. systemd
 * and container runtimes get a pidfd from it.
 */
#include "case.h"

#ifdef GUEST

#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* A raw call, as the child comes back on its parent's stack. */
static long clone3(struct clone_args *arguments, size_t size)
{
	return SYS(clone3, arguments, size);
}

int guest_main(void)
{
	int pidfd = -1;
	int parent_tid = -1;
	struct clone_args arguments = {
		.flags = CLONE_PIDFD | CLONE_PARENT_SETTID,
		.pidfd = (uintptr_t)MUTATE(&pidfd, &parent_tid),
		.parent_tid = (uintptr_t)&parent_tid,
		.exit_signal = SIGCHLD,
	};
	struct clone_args bad = { .flags = CLONE_SIGHAND };
	long pid = clone3(&arguments, sizeof(arguments));

	if (pid == 0)
		_exit(17);
	REFUSE_IF(pid == -ENOSYS, "clone3: ENOSYS");
	if (!EXPECT(pid, >, 0L))
		return 1;
	EXPECT(parent_tid, ==, (int)pid);
	EXPECT(pidfd, >, 2);

	struct pollfd fd = { .fd = pidfd, .events = POLLIN };

	EXPECT_ROW("the pidfd tells its end", poll(&fd, 1, 15000), ==, 1);
	EXPECT_ROW("its exit status", guest_wait((int)pid) >> 8, ==, 17);
	EXPECT(clone3(&bad, sizeof(bad)), ==, -EINVAL);
	EXPECT(clone3(&arguments, 8), ==, -EINVAL);
	return 0;
}

#else

CASE(clone3_fork, .rule = "PROC-3", .needs = NEEDS_CLONE3, .shared = true,
     .summary = "clone3(2) makes a child with a pidfd, or is refused with ENOSYS");

#endif
