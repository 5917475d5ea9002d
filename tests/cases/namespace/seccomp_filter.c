/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A filter for system calls is enforced, or refused so that the program knows:
 * accepting it and doing nothing takes a sandbox away without a word.
 */
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

	long loaded = MUTATE(SYS(seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter_program), 0);

	REFUSE_IF(loaded == -ENOSYS || loaded == -EINVAL, "no seccomp filters");
	EXPECT(loaded, ==, 0);
	EXPECT(SYS(getppid), ==, -EPERM);
	EXPECT(SYS(getpid), >, 1);
	/* Control: a filter without a program is refused. */
	EXPECT(SYS(seccomp, SECCOMP_SET_MODE_FILTER, 0, &empty), ==, -EINVAL);

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

CASE(seccomp_filter, .rule = "NS-6", .summary = "seccomp(2) with a filter enforces it",
     .issues = { "https://github.com/DeterminateSystems/nix-installer/issues/324",
		 "https://github.com/NixOS/nix/issues/15153",
		 "https://github.com/FEX-Emu/FEX/issues/3628",
		 "https://github.com/FEX-Emu/FEX/issues/5517" },
     .needs = NEEDS_SECCOMP_FILTER, .shared = true);

#endif
