/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* sudo, su and ping: a set-user-ID program gets its owner's rights, and is
 * told so (AT_SECURE), so that it trusts neither LD_PRELOAD nor its caller. */
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
		EXPECT(geteuid(), ==, 0U);
		EXPECT(guest_aux(AT_UID), ==, (unsigned long)USER);
		EXPECT(guest_aux(AT_EUID), ==, 0UL);
		EXPECT(guest_aux(AT_SECURE), ==, 1UL);
		EXPECT(setresuid(0, 0, 0), ==, 0);
		return 60;
	}
	if (guest_role("control")) {
		EXPECT(geteuid(), ==, (uid_t)USER);
		EXPECT(guest_aux(AT_SECURE), ==, 0UL);
		EXPECT(setresuid(0, 0, 0), ==, -1);
		return 61;
	}

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		MUST(setresgid, USER, USER, USER);
		MUST(setresuid, USER, USER, USER);
		guest_go_home();
		/* Control: /case is mounted nosuid, and this is no such file. */
		EXPECT(guest_run(GUEST_SELF, "control", NULL), ==, 61 << 8);
		MUTATE(, MUST(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
		guest_become(argv[0], argv, (const char *const *)guest_envp);
	}
	EXPECT(guest_wait(pid), ==, 60 << 8);
	return 0;
}

#else

CASE(setuid_exec, .rule = "EXEC-11",
     .summary = "a set-user-ID program has its owner's effective uid, and AT_SECURE is 1",
     .issues = { "https://github.com/containers/podman/issues/20443",
		 "https://github.com/orbstack/orbstack/issues/2655" },
     .setuid_copy = true, .needs = NEEDS_NEW_PRIVILEGES);

#endif
