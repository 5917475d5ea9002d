/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A program finds its own file by /proc/self/exe: installers look beside it,
 * the JDK and Node find their libraries by it. */
#include "case.h"

#ifdef GUEST

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int guest_main(void)
{
	char path[4096] = "";
	struct stat file;
	struct stat exe;

	ssize_t n = readlink(MUTATE("/proc/self/exe", "/bin/sh"), path, sizeof(path) - 1);

	EXPECT_STR(path, GUEST_SELF);
	EXPECT(n, ==, (ssize_t)strlen(GUEST_SELF));

	char by_pid[64];

	guest_format(by_pid, sizeof(by_pid), "/proc/%d/exe", getpid());
	memset(path, 0, sizeof(path));
	EXPECT(readlink(by_pid, path, sizeof(path) - 1), >, 0L);
	EXPECT_STR(path, GUEST_SELF);

	/* A short buffer gets what fits. */
	memset(path, 0, sizeof(path));
	EXPECT(readlink("/proc/self/exe", path, 4), ==, 4L);
	EXPECT_STR(path, "/cas");

	MUST(stat, GUEST_SELF, &file);
	if (EXPECT(stat("/proc/self/exe", &exe), ==, 0)) {
		EXPECT(exe.st_ino, ==, file.st_ino);
		EXPECT(exe.st_size, ==, file.st_size);
	}
	return 0;
}

#else

CASE(proc_exe, .rule = "ID-1",
     .summary = "/proc/self/exe names the program that runs, and is its file");

#endif
