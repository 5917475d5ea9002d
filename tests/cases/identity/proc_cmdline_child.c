/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The same seen from another process: ps, pgrep -f, supervisors and health
 * checks read it. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>

int guest_main(void)
{
	static const char self[] = GUEST_SELF;
	static const char *const argv[] = { self, "child", "two words", MUTATE("last", NULL),
					    NULL };
	static const char wanted[] = GUEST_SELF "\0child\0two words\0last";
	struct guest_held child;
	char path[64];
	char text[4096];

	if (guest_role("child")) {
		guest_hold();
		return 60;
	}
	MUST(guest_hold_start, &child, GUEST_SELF, argv);
	guest_format(path, sizeof(path), "/proc/%d/cmdline", child.pid);

	long n = guest_read_file(path, text, sizeof(text));

	/* The first, then all. */
	EXPECT_STR(text, wanted);
	EXPECT(n, ==, (long)sizeof(wanted));
	EXPECT(memcmp(text, wanted, sizeof(wanted)), ==, 0);
	EXPECT(guest_hold_end(&child), ==, 60 << 8);
	return 0;
}

#else

CASE(proc_cmdline_child, .rule = "ID-2",
     .summary = "/proc/PID/cmdline of a child is exactly its arguments",
     .issues = { "https://github.com/docker/for-mac/issues/7058" }, .shared = true);

#endif
