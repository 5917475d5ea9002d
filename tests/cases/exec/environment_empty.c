/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* env -i, sudo and login start programs with an environment that holds
 * nothing, or nothing of the translator's. */
#include "case.h"

#ifdef GUEST

#include "files.h"

int guest_main(void)
{
	static const char *const argv[] = { GUEST_SELF, "child", NULL };
	static const char *const none[] = { MUTATE(NULL, "TRANSLATOR=1"), NULL };

	if (guest_role("child"))
		return EXPECT((void *)guest_envp[0], ==, NULL) ? 60 : 61;
	EXPECT(guest_execute(GUEST_SELF, argv, none), ==, 60 << 8);
	EXPECT(guest_execute(GUEST_SELF, argv, NULL), ==, 60 << 8);
	return 0;
}

#else

CASE(environment_empty, .rule = "EXEC-4",
     .summary = "a program starts with an empty environment, and finds it empty", .seconds = 30,
     .shared = true);

#endif
