/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The calls that take a directory's descriptor: what tar, rm and mount helpers
 * use so that no one can change the path below them.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACE "/tmp/directory_calls"

static struct stat s;

static long mode_of(int at, const char *name)
{
	return SYS(newfstatat, at, name, &s, AT_SYMLINK_NOFOLLOW) < 0 ? -1 : (long)s.st_mode;
}

int guest_main(void)
{
	char text[16] = "";

	umask(0);
	MUST(mkdir, PLACE, 0755);

	const int top = MUST(open, PLACE, O_RDONLY | O_DIRECTORY);
	const int by_path = MUST(open, PLACE, O_PATH | O_DIRECTORY);

	EXPECT(CALL(mkdirat, top, "sub", 01750), ==, 0);
	EXPECT(mode_of(top, "sub"), ==, S_IFDIR | 01750);

	const int sub = MUST(openat, by_path, "sub", O_RDONLY | O_DIRECTORY);

	EXPECT(CALL(mkdirat, top, "sub", 0700), ==, -EEXIST);
	EXPECT(CALL(mkdirat, 999, "sub", 0700), ==, -EBADF);
	EXPECT(CALL(mknodat, sub, "fifo", S_IFIFO | 0622, 0), ==, 0);
	EXPECT(mode_of(top, "sub/fifo"), ==, S_IFIFO | 0622);
	EXPECT(CALL(mknodat, sub, "file", S_IFREG | 0604, 0), ==, 0);
	EXPECT(mode_of(sub, "file"), ==, S_IFREG | 0604);
	EXPECT(CALL(mknodat, sub, "file", S_IFREG | 0604, 0), ==, -EEXIST);

	EXPECT(CALL(symlinkat, "file", sub, "link"), ==, 0);
	EXPECT(mode_of(by_path, "sub/link"), ==, S_IFLNK | 0777);
	EXPECT_ROW("symlinkat: its size", s.st_size, ==, MUTATE(4, 5));
	EXPECT(CALL(readlinkat, by_path, "sub/link", text, sizeof(text)), ==, 4);
	EXPECT_STR(text, "file");
	EXPECT(CALL(readlinkat, top, "sub/link", text, 2), ==, 2);

	const int link = MUST(openat, sub, "link", O_PATH | O_NOFOLLOW);

	EXPECT(CALL(readlinkat, link, "", text, sizeof(text)), ==, 4);
	EXPECT(CALL(linkat, sub, "link", top, "copy", 0), ==, 0);
	EXPECT(mode_of(top, "copy"), ==, S_IFLNK | 0777);
	EXPECT(CALL(linkat, sub, "link", top, "real", AT_SYMLINK_FOLLOW), ==, 0);
	EXPECT(mode_of(top, "real"), ==, S_IFREG | 0604);
	EXPECT_ROW("linkat: two names", s.st_nlink, ==, 2);

	EXPECT(SYS(fchmodat, by_path, "sub/link", 0640), ==, 0);
	EXPECT(mode_of(sub, "file"), ==, S_IFREG | 0640);
	EXPECT(CALL(fchownat, sub, "link", 11, 22, 0), ==, 0);
	EXPECT(mode_of(sub, "file"), ==, S_IFREG | 0640);
	EXPECT_ROW("fchownat: owner", s.st_uid, ==, 11U);
	EXPECT_ROW("fchownat: group", s.st_gid, ==, 22U);
	EXPECT(CALL(fchownat, sub, "link", 33, -1, AT_SYMLINK_NOFOLLOW), ==, 0);
	EXPECT(mode_of(sub, "link"), ==, S_IFLNK | 0777);
	EXPECT_ROW("fchownat of the link", s.st_uid, ==, 33U);
	EXPECT(CALL(fchownat, link, "", 44, -1, AT_EMPTY_PATH), ==, 0);
	EXPECT(mode_of(sub, "link"), ==, S_IFLNK | 0777);
	EXPECT_ROW("fchownat by the descriptor alone", s.st_uid, ==, 44U);
	EXPECT(CALL(fchownat, sub, "link", 0, 0, 0x40000), ==, -EINVAL);

	EXPECT(SYS(faccessat, sub, "file", R_OK | W_OK), ==, 0);
	EXPECT(SYS(faccessat, sub, "file", X_OK), ==, -EACCES);
	EXPECT(SYS(faccessat2, sub, "file", X_OK, AT_EACCESS), ==, -EACCES);
	EXPECT(SYS(faccessat2, sub, "link", F_OK, AT_SYMLINK_NOFOLLOW), ==, 0);
	EXPECT(SYS(faccessat2, link, "", F_OK, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW), ==, 0);
	EXPECT(SYS(faccessat2, sub, "none", F_OK, 0), ==, -ENOENT);
	EXPECT(SYS(faccessat2, sub, "file", 8, 0), ==, -EINVAL);

	EXPECT(SYS(renameat2, top, "real", sub, "file2", 0), ==, 0);
	EXPECT(mode_of(top, "real"), ==, -1);
#ifdef SYS_renameat
	EXPECT(CALL(renameat, sub, "file2", top, "real"), ==, 0);
#else
	EXPECT(SYS(renameat2, sub, "file2", top, "real", 0), ==, 0);
#endif
	EXPECT(mode_of(sub, "file2"), ==, -1);
	EXPECT(mode_of(top, "real"), ==, S_IFREG | 0640);

	EXPECT(CALL(unlinkat, top, "sub", 0), ==, -EISDIR);
	EXPECT(CALL(unlinkat, top, "sub", AT_REMOVEDIR), ==, -ENOTEMPTY);
	EXPECT(CALL(unlinkat, top, "real", AT_REMOVEDIR), ==, -ENOTDIR);
	EXPECT(CALL(unlinkat, top, "real", 0), ==, 0);
	EXPECT(CALL(unlinkat, top, "copy", 0), ==, 0);
	EXPECT(CALL(unlinkat, sub, "link", 0), ==, 0);
	EXPECT(CALL(unlinkat, sub, "file", 0), ==, 0);
	EXPECT(CALL(unlinkat, sub, "fifo", 0), ==, 0);
	EXPECT(CALL(unlinkat, by_path, "sub", AT_REMOVEDIR), ==, 0);
	EXPECT(mode_of(top, "sub"), ==, -1);
	rmdir(PLACE);
	return 0;
}

#else

CASE(directory_calls, .rule = "FILE-42", .shared = true,
     .summary = "the calls that take a directory's descriptor work from it and honour their "
		"flags");

#endif
