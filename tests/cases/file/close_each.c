/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Daemons of the old school close every number up to the limit. A translator's
 * own descriptors are none of the program's: closing them fails, and does no
 * harm. */
#include "case.h"

#ifdef GUEST

#include "files.h"

enum { MOST = 1024 };

int guest_main(void)
{
	if (guest_role("after"))
		return 52;

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		static const char *const argv[] = { GUEST_SELF, "after", NULL };
		int closed = 0;

		MUTATE(, SYS(dup3, 0, 900, 0));
		/* The report is the guest's own, and among them. */
		for (int fd = 3; fd < MOST; fd++)
			closed += SYS(close, fd) == 0;
		if (closed > 1)
			SYS(exit_group, 55);
		if (SYS(openat, AT_FDCWD, "/", O_RDONLY, 0) != 3)
			SYS(exit_group, 56);
		SYS(close, 3);

		int child = (int)SYS(clone, SIGCHLD, 0, 0, 0, 0);

		if (child == 0)
			guest_become(GUEST_SELF, argv, (const char *const *)guest_envp);

		const int status = child < 0 ? child : guest_wait(child);

		/* No report is open: the exit status tells what came. */
		SYS(exit_group, status == 52 << 8 ? 54
				: status < 0	  ? 57
				: (status & 0x7f) ? 100 + (status & 0x7f)
						  : status >> 8);
	}
	EXPECT_ROW("a daemon that has closed every number goes on", guest_wait(pid), ==,
		   54 << 8);
	return 0;
}

#else

CASE(close_each, .rule = "FILE-17",
     .summary =
	     "a program that closes every number closes its own descriptors only, and goes on");

#endif
