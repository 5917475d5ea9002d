/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Where a program is, and with which mask it makes files: what every shell and
 * build tool stands on.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACE "/tmp/working_directory"

int guest_main(void)
{
	char path[128] = "";
	struct stat s;

	umask(0);
	MUST(mkdir, PLACE, 0755);
	MUST(mkdir, PLACE "/below", 0755);
	MUST(symlink, "below", PLACE "/link");

	const int top = MUST(open, PLACE, O_RDONLY | O_DIRECTORY);

	EXPECT(CALL(chdir, PLACE "/link"), ==, 0);
	/* The system call counts the terminating byte. */
	EXPECT(SYS(getcwd, path, sizeof(path)), ==, (long)sizeof(PLACE "/below"));
	EXPECT_STR(path, PLACE "/below");
	EXPECT_ROW("getcwd(3)", getcwd(path, sizeof(path)) == path, ==, true);
	EXPECT(SYS(getcwd, path, sizeof(PLACE "/below") - 1), ==, -ERANGE);
	EXPECT(CALL(chdir, ".."), ==, 0);
	EXPECT(SYS(getcwd, path, sizeof(path)), ==, MUTATE((long)sizeof(PLACE), 1L));
	EXPECT(CALL(chdir, "none"), ==, -ENOENT);
	EXPECT(CALL(chdir, "/dev/null"), ==, -ENOTDIR);
	MUST(chdir, "/");
	EXPECT(CALL(fchdir, top), ==, 0);
	EXPECT(SYS(getcwd, path, sizeof(path)), ==, (long)sizeof(PLACE));
	EXPECT_STR(path, PLACE);
	EXPECT(CALL(fchdir, 999), ==, -EBADF);
	EXPECT(CALL(fchdir, 0), ==, -ENOTDIR);
	EXPECT_ROW("a relative path starts there", stat("below", &s), ==, 0);

	/* A process of its own has a place of its own; threads share one. */
	const int pid = MUST(fork);

	if (pid == 0)
		_exit(chdir("below") == 0 ? 41 : 1);
	EXPECT(guest_wait(pid), ==, 41 << 8);
	EXPECT(SYS(getcwd, path, sizeof(path)), ==, (long)sizeof(PLACE));

	/* One that was removed. */
	MUST(chdir, "below");
	MUST(rmdir, PLACE "/below");
	EXPECT(SYS(getcwd, path, sizeof(path)), ==, -ENOENT);
	EXPECT(SYS(openat, AT_FDCWD, "file", O_WRONLY | O_CREAT, 0600), ==, -ENOENT);
	MUST(fchdir, top);

	EXPECT(CALL(umask, 027), ==, 0);
	EXPECT_ROW("umask gives the old one", CALL(umask, 01777), ==, 027);
	EXPECT_ROW("and keeps nine bits", CALL(umask, 0), ==, 0777);
	umask(022);
	MUST(close, MUST(open, "file", O_WRONLY | O_CREAT, 0666));
	EXPECT_ROW("a file's mode", stat("file", &s) == 0 ? s.st_mode & 07777 : 0, ==,
		   (mode_t)0644);
	MUST(mkdir, "sub", 0777);
	EXPECT_ROW("a directory's mode", stat("sub", &s) == 0 ? s.st_mode & 07777 : 0, ==,
		   (mode_t)0755);
	unlink("file");
	rmdir("sub");
	unlink(PLACE "/link");
	rmdir(PLACE);
	return 0;
}

#else

CASE(working_directory, .rule = "FILE-43", .shared = true,
     .summary =
	     "chdir, fchdir and getcwd agree, also about a directory that was removed; umask "
	     "keeps and gives its nine bits");

#endif
