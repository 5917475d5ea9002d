/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A daemon started by root drops to another user and executes its workers;
 * its environment still says HOME=/root, where that user may not go. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <stdlib.h>

enum { USER = 1000 };

int guest_main(void)
{
	static const char *const argv[] = { GUEST_SELF, "child", NULL };

	if (guest_role("child")) {
		EXPECT(getuid(), ==, (uid_t)USER);
		EXPECT_STR(getenv("HOME"), "/root");
		return guest_run("/bin/sh", "-c", "exit 61") == 61 << 8 ? 60 : 62;
	}
	EXPECT_STR(getenv("HOME"), "/root");

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		MUST(setresgid, USER, USER, USER);
		MUST(setresuid, USER, USER, USER);
		guest_become(MUTATE(GUEST_SELF, "/root/program"), argv,
			     (const char *const *)guest_envp);
	}
	EXPECT(guest_wait(pid), ==, 60 << 8);
	return 0;
}

#else

CASE(exec_as_user, .rule = "EXEC-6",
     .summary = "programs run after setresuid(2) with the environment of root", .shared = true);

#endif
