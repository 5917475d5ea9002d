/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Go programs, Chromium and container tools execute /proc/self/exe again, with
 * another argv[0] that tells the second self what to do. */
#include "case.h"

#ifdef GUEST

#include "files.h"

int guest_main(void)
{
	static const char *const argv[] = { MUTATE("renamed", "/proc/self/exe"), "child",
					    NULL };

	if (guest_role("child"))
		return EXPECT_STR(guest_argv[0], "renamed") ? 60 : 61;
	EXPECT(guest_execute("/proc/self/exe", argv, (const char *const *)guest_envp), ==,
	       60 << 8);
	return 0;
}

#else

CASE(reexec_self, .rule = "EXEC-12",
     .summary = "a program executes itself by /proc/self/exe under another argv[0]",
     .issues = { "https://github.com/containers/podman/issues/21670" });

#endif
