/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* /proc/PID/environ is the environment a program was started with: debuggers
 * and container tools look there for a process's settings. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>

int guest_main(void)
{
	char text[8192];
	char path[64];
	size_t at = 0;
	struct guest_held child;
	static const char *const argv[] = { GUEST_SELF, "child", NULL };

	long n = guest_read_file("/proc/self/environ", text, sizeof(text));

	MUTATE(, guest_envp++);
	for (char **e = guest_envp; *e; e++) {
		size_t length = strlen(*e) + 1;

		if (!EXPECT((long)(at + length), <=, n))
			return 0;
		EXPECT_STR(text + at, *e);
		at += length;
	}
	EXPECT((long)at, ==, n);

	if (guest_role("child")) {
		guest_hold();
		return 60;
	}
	MUST(guest_hold_start, &child, GUEST_SELF, argv);
	guest_format(path, sizeof(path), "/proc/%d/environ", child.pid);
	EXPECT(guest_read_file(path, text, sizeof(text)), ==, n);
	EXPECT(guest_hold_end(&child), ==, 60 << 8);
	return 0;
}

#else

CASE(proc_environ, .rule = "ID-7",
     .summary = "/proc/PID/environ is the environment the program was started with",
     .shared = true);

#endif
