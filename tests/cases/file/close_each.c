/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Daemons of the old school close every number up to the limit. A translator's
 * own descriptors are none of the program's: closing them fails, and does no
 * harm. */
#include "case.h"

#ifdef GUEST

#include "files.h"

enum { MOST = 1024, STARTED = 1, OWN = 2, LOWEST = 4 };

int guest_main(void)
{
	if (guest_role("after"))
		return 52;

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	/* No report is open in it: the exit status tells what came. */
	if (pid == 0) {
		static const char *const argv[] = { GUEST_SELF, "after", NULL };
		int closed = 0;

		MUTATE(, SYS(dup3, 0, 900, 0));
		for (int fd = 3; fd < MOST; fd++)
			closed += SYS(close, fd) == 0;

		const bool lowest = SYS(openat, AT_FDCWD, "/", O_RDONLY, 0) == 3;

		SYS(close, 3);

		int child = (int)SYS(clone, SIGCHLD, 0, 0, 0, 0);

		if (child == 0)
			guest_become(GUEST_SELF, argv, (const char *const *)guest_envp);
		/* The report is the guest's own. */
		SYS(exit_group, STARTED * (guest_wait(child) == 52 << 8) + OWN * (closed <= 1) +
					LOWEST * lowest);
	}

	const int status = guest_wait(pid);

	if (!EXPECT_ROW("a daemon that closes every number ends by itself", status & 0x7f, ==,
			0))
		return 0;
	EXPECT_ROW("no descriptor but the program's own could be closed", status >> 8 & OWN, ==,
		   OWN);
	EXPECT_ROW("the lowest number is free", status >> 8 & LOWEST, ==, LOWEST);
	EXPECT_ROW("a program starts afterwards", status >> 8 & STARTED, ==, STARTED);
	return 0;
}

#else

CASE(close_each, .rule = "FILE-17",
     .summary =
	     "a program that closes every number closes its own descriptors only, and goes on",
     .shared = true);

#endif
