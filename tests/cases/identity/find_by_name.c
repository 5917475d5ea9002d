/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* pgrep -x and pidof find a program by its name: init scripts, health checks
 * and "is it running?" of all sorts. */
#include "case.h"

#ifdef GUEST

#include "files.h"

int guest_main(void)
{
	static const char *const argv[] = { "/tmp/" MUTATE("lookedfor", "translator"), "child",
					    NULL };
	static const char *const pgrep[] = { "/usr/bin/pgrep", "-x", "lookedfor", NULL };
	static const char *const pidof[] = { "/usr/bin/pidof", "lookedfor", NULL };
	struct guest_held child;
	char wanted[32];
	char text[256];

	if (guest_role("child")) {
		guest_hold();
		return 60;
	}
	MUST(guest_copy, GUEST_SELF, argv[0], 0755);
	MUST(guest_hold_start, &child, argv[0], argv);
	guest_format(wanted, sizeof(wanted), "%d\n", child.pid);
	EXPECT(guest_capture(text, sizeof(text), pgrep), ==, 0);
	EXPECT_STR(text, wanted);
	EXPECT(guest_capture(text, sizeof(text), pidof), ==, 0);
	EXPECT_STR(text, wanted);
	EXPECT(guest_hold_end(&child), ==, 60 << 8);
	return 0;
}

#else

CASE(find_by_name, .rule = "ID-10", .seconds = 40,
     .summary = "pgrep -x and pidof find a program by its name",
     .issues = { "https://github.com/docker/for-mac/issues/6794",
		 "https://github.com/orbstack/orbstack/issues/1518" },
     .shared = true);

#endif
