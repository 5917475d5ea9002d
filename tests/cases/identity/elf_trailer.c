/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Self-extracting programs (Bazel, AppImage, many installers) append data to
 * their ELF file, and read it back from /proc/self/exe. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>

static const char trailer[] = "the end of the program's file";

int guest_main(void)
{
	char text[sizeof(trailer)] = "";

	if (guest_role("child")) {
		int fd = open(MUTATE("/proc/self/exe", "/bin/true"), O_RDONLY);

		if (!EXPECT(fd, >=, 0))
			return 1;
		EXPECT(lseek(fd, -(off_t)sizeof(trailer), SEEK_END), >, 0L);
		EXPECT(read(fd, text, sizeof(text)), ==, (ssize_t)sizeof(text));
		EXPECT(memcmp(text, trailer, sizeof(trailer)), ==, 0);
		EXPECT(pread(fd, text, 4, 0), ==, 4L);
		EXPECT(memcmp(text, "\177ELF", 4), ==, 0);
		return 60;
	}
	MUST(guest_copy, GUEST_SELF, "/tmp/program", 0755);

	int fd = MUST(open, "/tmp/program", O_WRONLY | O_APPEND | O_CLOEXEC);

	MUST(write, fd, trailer, sizeof(trailer));
	close(fd);
	EXPECT(guest_run("/tmp/program", "child", NULL), ==, 60 << 8);
	return 0;
}

#else

CASE(elf_trailer, .rule = "ID-1",
     .summary = "data behind a program's ELF image is read through /proc/self/exe",
     .issues = { "https://github.com/bazelbuild/bazel/issues/15076" }, .shared = true);

#endif
