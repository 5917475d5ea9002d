/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Another process's /proc/PID/exe names its program too: debuggers, pidof and
 * process managers go by it. */
#include "case.h"

#ifdef GUEST

#include "files.h"

int guest_main(void)
{
	static const char *const argv[] = { "renamed", "child", NULL };
	struct guest_held child;
	char link[64];
	char path[4096] = "";

	if (guest_role("child")) {
		guest_hold();
		return 60;
	}
	MUST(guest_hold_start, &child, GUEST_SELF, argv);
	guest_format(link, sizeof(link), "/proc/%d/" MUTATE("exe", "cwd"), child.pid);
	EXPECT(readlink(link, path, sizeof(path) - 1), >, 0L);
	EXPECT_STR(path, GUEST_SELF);
	EXPECT(guest_hold_end(&child), ==, 60 << 8);
	return 0;
}

#else

CASE(proc_exe_child, .rule = "ID-1",
     .summary = "/proc/PID/exe of a child names the program it runs",
     .issues = { "https://github.com/docker/for-mac/issues/6794" }, .shared = true);

#endif
