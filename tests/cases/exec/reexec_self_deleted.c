/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* /proc/self/exe is the program itself, not its name: it works after an
 * upgrade has replaced or removed the file. */
#include "case.h"

#ifdef GUEST

#include "files.h"

int guest_main(void)
{
	static const char *const argv[] = { "/tmp/program", "second", NULL };

	if (guest_role("second"))
		return 60;
	if (guest_role("first")) {
		MUTATE(, MUST(chmod, "/tmp/program", 0600));
		MUST(unlink, "/tmp/program");
		EXPECT(guest_exists("/tmp/program"), ==, false);
		EXPECT(SYS(execve, "/proc/self/exe", argv, guest_envp), ==, 0);
		return 1;
	}
	MUST(guest_copy, GUEST_SELF, "/tmp/program", 0755);
	EXPECT(guest_run("/tmp/program", "first", NULL), ==, 60 << 8);
	return 0;
}

#else

CASE(reexec_self_deleted, .rule = "EXEC-12",
     .summary = "a program whose file is gone executes itself by /proc/self/exe");

#endif
