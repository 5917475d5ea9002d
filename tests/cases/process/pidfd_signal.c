/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * systemd since 256 needs pidfds to be there: descriptors of processes that
 * are polled for the end, signalled and waited for.
 */
#include "case.h"

#ifdef GUEST

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int guest_main(void)
{
	siginfo_t info = { .si_pid = 0 };
	int pid = MUST(fork);

	if (pid == 0)
		for (;;)
			poll(NULL, 0, -1);

	int fd = (int)syscall(SYS_pidfd_open, (long)pid, 0L);

	if (fd < 0 && errno == ENOSYS) {
		kill(pid, SIGKILL);
		guest_wait(pid);
	}
	REFUSE_IF(fd < 0 && errno == ENOSYS, "pidfd_open: ENOSYS");
	if (!EXPECT(fd, >=, 0))
		return 1;

	struct pollfd waiting = { .fd = fd, .events = POLLIN };

	EXPECT_ROW("while it runs the pidfd is not readable", poll(&waiting, 1, 0), ==, 0);
	MUTATE(, kill(pid, SIGKILL));
	EXPECT(syscall(SYS_pidfd_send_signal, (long)fd, 0L, NULL, 0L), ==, 0);
	EXPECT(syscall(SYS_pidfd_send_signal, (long)fd, (long)SIGUSR1, NULL, 0L), ==, 0);
	EXPECT_ROW("its end makes the pidfd readable", poll(&waiting, 1, 15000), ==, 1);
	EXPECT(waitid((idtype_t)3 /* P_PIDFD */, (id_t)fd, &info, WEXITED), ==, 0);
	EXPECT(info.si_pid, ==, pid);
	EXPECT(info.si_status, ==, SIGUSR1);
	EXPECT_ERROR(syscall(SYS_pidfd_send_signal, (long)fd, (long)SIGUSR1, NULL, 0L), ESRCH);
	EXPECT_ERROR(syscall(SYS_pidfd_open, (long)pid, 0L), ESRCH);
	EXPECT_ERROR(syscall(SYS_pidfd_open, (long)getpid(), -1L), EINVAL);

	/* A descriptor of one's own, taken out of one's own process. */
	int self = (int)MUST(syscall, SYS_pidfd_open, (long)getpid(), 0L);
	int ends[2];

	MUST(pipe, ends);

	int copy = (int)syscall(SYS_pidfd_getfd, (long)self, (long)ends[1], 0L);

	if (EXPECT(copy, >, ends[1]))
		EXPECT(write(copy, "x", 1), ==, 1);
	return 0;
}

#else

CASE(pidfd_signal, .rule = "PROC-8", .needs = NEEDS_PIDFD, .shared = true,
     .summary = "a pidfd can be polled, signalled and waited for",
     .issues = { "https://github.com/cloudfoundry/bosh-linux-stemcell-builder/issues/577" });

#endif
