/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The flag without which no ordinary user may load a filter: off at first, on
 * for good, kept by children and programs. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>
#include <sys/prctl.h>

static int in_status(void)
{
	static char text[8192];

	if (guest_read_file("/proc/self/status", text, sizeof(text)) <= 0)
		return -1;

	const char *line = strstr(text, "\nNoNewPrivs:\t");

	return line ? line[13] - '0' : -1;
}

int guest_main(void)
{
	if (guest_role("child"))
		return 60 + (int)SYS(prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
	MUTATE(, SYS(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	EXPECT(SYS(prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), ==, 0);
	EXPECT(in_status(), ==, 0);
	EXPECT(guest_run(GUEST_SELF, "child", NULL), ==, 60 << 8);

	EXPECT(SYS(prctl, PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0), ==, -EINVAL);
	EXPECT(SYS(prctl, PR_SET_NO_NEW_PRIVS, 1, 1, 0, 0), ==, -EINVAL);
	EXPECT(SYS(prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), ==, 0);

	EXPECT(SYS(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), ==, 0);
	EXPECT(SYS(prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), ==, 1);
	EXPECT(in_status(), ==, 1);
	EXPECT(guest_run(GUEST_SELF, "child", NULL), ==, 61 << 8);
	return 0;
}

#else

CASE(no_new_privs, .rule = "NS-7",
     .summary = "PR_SET_NO_NEW_PRIVS is checked, set, seen and inherited",
     .needs = NEEDS_NEW_PRIVILEGES, .shared = true);

#endif
