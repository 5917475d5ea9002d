/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* In strict mode a process may read, write and end; anything else kills it.
 * Small helpers that parse what they are given are confined like this. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <linux/seccomp.h>
#include <sys/prctl.h>

static int confined(bool forbidden)
{
	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		int set = MUTATE(prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 0L, 0L, 0L), 0);

		if (set == -1 && errno == EINVAL)
			SYS(exit, 77);
		SYS(write, 1, "", 0);
		if (forbidden)
			SYS(getpid);
		SYS(exit, 5);
	}
	return guest_wait(pid);
}

int guest_main(void)
{
	/* Control: what is allowed goes through. */
	const int allowed = confined(false);

	REFUSE_IF(allowed == 77 << 8, "PR_SET_SECCOMP: EINVAL");
	EXPECT(allowed, ==, 5 << 8);
	EXPECT_ROW("another system call kills", confined(true), ==, SIGKILL);
	return 0;
}

#else

CASE(seccomp_strict, .rule = "NS-8",
     .summary =
	     "in strict seccomp mode any call but read, write and exit kills, or it is refused",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/3628" }, .needs = NEEDS_SECCOMP_STRICT,
     .shared = true);

#endif
