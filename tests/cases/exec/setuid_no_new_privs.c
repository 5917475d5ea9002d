/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* no_new_privs takes the effect from set-user-ID programs: sandboxes and
 * `--security-opt=no-new-privileges` are built on it. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <elf.h>
#include <sys/prctl.h>

enum { USER = 1000 };

int guest_main(void)
{
	static const char *const argv[] = { "/case-setuid", "child", NULL };

	if (guest_role("child")) {
		EXPECT(getuid(), ==, (uid_t)USER);
		EXPECT(geteuid(), ==, (uid_t)USER);
		EXPECT(guest_aux(AT_EUID), ==, (unsigned long)USER);
		EXPECT(SYS(prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), ==, 1);
		EXPECT(setresuid(0, 0, 0), ==, -1);
		return 60;
	}

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		MUST(setresgid, USER, USER, USER);
		MUST(setresuid, USER, USER, USER);
		guest_go_home();
		MUTATE(MUST(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (void)0);
		guest_become(argv[0], argv, (const char *const *)guest_envp);
	}
	EXPECT(guest_wait(pid), ==, 60 << 8);
	return 0;
}

#else

CASE(setuid_no_new_privs, .rule = "EXEC-11",
     .summary = "with no_new_privs a set-user-ID program keeps its caller's rights",
     .setuid_copy = true);

#endif
