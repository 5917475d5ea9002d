/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* /proc/self/cmdline is the arguments as given, each with its NUL: programs
 * that restart themselves take them from there. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>

int guest_main(void)
{
	static const char *const argv[] = {
		MUTATE("renamed", GUEST_SELF), "child", "", "two words", "last", NULL
	};
	static const char wanted[] = "renamed\0child\0\0two words\0last";
	char text[4096];

	if (guest_role("child")) {
		long n = guest_read_file("/proc/self/cmdline", text, sizeof(text));

		/* The first, then all. */
		EXPECT_STR(text, wanted);
		EXPECT(n, ==, (long)sizeof(wanted));
		EXPECT(memcmp(text, wanted, sizeof(wanted)), ==, 0);
		return 60;
	}
	EXPECT(guest_execute(GUEST_SELF, argv, (const char *const *)guest_envp), ==, 60 << 8);
	return 0;
}

#else

CASE(proc_cmdline, .rule = "ID-2",
     .summary = "/proc/self/cmdline is exactly the program's arguments",
     .issues = { "https://github.com/docker/for-mac/issues/7058" });

#endif
