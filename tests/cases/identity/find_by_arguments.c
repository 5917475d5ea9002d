/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* pgrep -xf and ps show a program's command line as it was typed. */
#include "case.h"

#ifdef GUEST

#include "files.h"

int guest_main(void)
{
	static const char self[] = GUEST_SELF;
	static const char typed[] = GUEST_SELF " child --option=1 file";
	static const char *const argv[] = { self, "child", "--option=1", MUTATE("file", NULL),
					    NULL };
	static const char *const pgrep[] = { "/usr/bin/pgrep", "-xf", typed, NULL };
	struct guest_held child;
	char pid[32];
	char wanted[32];
	char text[512];

	if (guest_role("child")) {
		guest_hold();
		return 60;
	}
	MUST(guest_hold_start, &child, GUEST_SELF, argv);
	guest_format(pid, sizeof(pid), "%d", child.pid);
	guest_format(wanted, sizeof(wanted), "%d\n", child.pid);

	const char *const ps[] = { "/usr/bin/ps", "-o", "args=", "-p", pid, NULL };

	EXPECT(guest_capture(text, sizeof(text), pgrep), ==, 0);
	EXPECT_STR(text, wanted);
	EXPECT(guest_capture(text, sizeof(text), ps), ==, 0);
	EXPECT_STR(text, GUEST_SELF " child --option=1 file\n");
	EXPECT(guest_hold_end(&child), ==, 60 << 8);
	return 0;
}

#else

CASE(find_by_arguments, .rule = "ID-10", .seconds = 40,
     .summary = "pgrep -xf and ps know a program by its command line as typed",
     .issues = { "https://github.com/docker/for-mac/issues/6794",
		 "https://github.com/orbstack/orbstack/issues/1518" },
     .shared = true);

#endif
