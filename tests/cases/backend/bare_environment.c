/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * An image's environment has no variables for the translator, and neither has
 * what `env -i` starts: the guest and its child must run all the same.
 */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	/* As one that finds its own root directory by a variable. */
	MUTATE(, SYS(chroot, "/proc"));
	EXPECT(guest_run("/bin/true", NULL, NULL), ==, 0);
	EXPECT(guest_run("/bin/sh", "-c", "exit 3"), ==, 3 << 8);
	return 0;
}

#else

CASE(bare_environment, .rule = "BACKEND-2",
     .summary = "programs run without an environment variable made for the translator",
     .seconds = 12, .bare_environment = true);

#endif
