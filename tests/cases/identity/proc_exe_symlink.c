/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A program started by a symbolic link: /proc/self/exe is the file behind it.
 * The loader finds $ORIGIN, and so a JVM its libraries, from /usr/bin/java only so. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <elf.h>
#include <unistd.h>

int guest_main(void)
{
	static const char link[] = "/tmp/bin/link";
	char path[4096] = "";

	if (guest_role("child")) {
		EXPECT_STR((const char *)guest_aux(AT_EXECFN), link);
		EXPECT(readlink(MUTATE("/proc/self/exe", link), path, sizeof(path) - 1), >, 0L);
		EXPECT_STR(path, GUEST_SELF);
		return 60;
	}
	MUST(mkdir, "/tmp/bin", 0755);
	/* From where the link lies, as alternatives and packages have it. */
	MUST(symlink, "../.." GUEST_SELF, link);
	EXPECT(guest_run(link, "child", NULL), ==, 60 << 8);
	return 0;
}

#else

CASE(proc_exe_symlink, .rule = "ID-1",
     .summary = "/proc/self/exe of a program started by a symbolic link is the file behind it",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/5814" }, .shared = true);

#endif
