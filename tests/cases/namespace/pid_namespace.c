/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* unshare(2), then fork: the child is the first process of its own namespace,
 * and what it executes too. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <sched.h>

int guest_main(void)
{
	static const char *const argv[] = { GUEST_SELF, "inside", NULL };

	if (guest_role("inside")) {
		EXPECT(getpid(), ==, 1);
		EXPECT(getppid(), ==, 0);

		int second = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

		if (second == 0)
			SYS(exit_group, getpid());
		EXPECT(second, >, 1);
		EXPECT(guest_wait(second), ==, second << 8);
		return 60;
	}

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		if (!EXPECT(unshare(CLONE_NEWPID), ==, 0))
			SYS(exit_group, 1);
		MUTATE(, SYS(setns, open("/proc/self/ns/pid", O_RDONLY), CLONE_NEWPID));

		int first = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

		if (first == 0)
			guest_become(GUEST_SELF, argv, (const char *const *)guest_envp);
		/* Out here it has an ordinary number. */
		EXPECT(first, >, 1);
		EXPECT(guest_wait(first), ==, 60 << 8);
		SYS(exit_group, 61);
	}
	EXPECT(guest_wait(pid), ==, 61 << 8);
	return 0;
}

#else

CASE(pid_namespace, .rule = "NS-4",
     .summary = "unshare(CLONE_NEWPID) makes the next child the first of its namespace",
     .privileged = true);

#endif
