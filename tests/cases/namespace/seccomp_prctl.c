/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The older door to the same filters, which Elasticsearch and OpenSSH still
 * take, and the question that programs ask with it. */
#include "case.h"

#ifdef GUEST

#include "files.h"
#include "filter.h"

#include <sys/prctl.h>

static void filtered(void)
{
	static const struct sock_fprog empty = { .len = 0, .filter = filter_no_getppid };

	EXPECT(SYS(getppid), >, 0);
	MUST(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);

	int loaded =
		MUTATE(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter_program, 0, 0), 0);

	REFUSE_IF(loaded < 0 && (errno == ENOSYS || errno == EINVAL), "no seccomp filters");
	EXPECT(loaded, ==, 0);
	EXPECT(SYS(getppid), ==, -EPERM);
	EXPECT(SYS(getpid), >, 1);
	/* Control: a filter without a program is refused. */
	EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &empty, 0, 0), ==, -1);
	EXPECT(prctl(PR_GET_SECCOMP, 0, 0, 0, 0), ==, SECCOMP_MODE_FILTER);

	filter_expect_inherited();
}

int guest_main(void)
{
	if (guest_role("child"))
		return filter_seen();

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		filtered();
		SYS(exit_group, 60);
	}
	EXPECT(guest_wait(pid), ==, 60 << 8);
	return 0;
}

#else

CASE(seccomp_prctl, .rule = "NS-6",
     .summary = "prctl(PR_SET_SECCOMP) with a filter enforces it, and PR_GET_SECCOMP tells",
     .issues = { "https://github.com/docker/for-mac/issues/7410" },
     .needs = NEEDS_SECCOMP_FILTER, .shared = true);

#endif
