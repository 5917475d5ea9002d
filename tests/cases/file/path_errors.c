/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Each failure of a path has its own error, which shells and build tools tell
 * apart. A translator that looks paths up itself has to keep them. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <stdio.h>

static char longest[5000];

int guest_main(void)
{
	MUST(mkdir, "/tmp/p", 0755);
	MUST(mkdir, "/tmp/p/full", 0755);
	MUST(guest_make_file, "/tmp/p/full/file", "x", 1, 0644);
	MUST(symlink, "loop-b", "/tmp/p/loop-a");
	MUST(symlink, "loop-a", "/tmp/p/loop-b");
	MUST(symlink, "nothing", "/tmp/p/dangling");
	MUTATE(MUST(symlink, "full/file", "/tmp/p/link");, )
	memset(longest, 'a', sizeof(longest) - 1);

	EXPECT_ERROR(open("/tmp/p/loop-a", O_RDONLY), ELOOP);
	EXPECT_ERROR(open("/tmp/p/dangling", O_RDONLY), ENOENT);
	EXPECT_ERROR(open("/tmp/p/full/file/x", O_RDONLY), ENOTDIR);
	EXPECT_ERROR(open("/tmp/p/link", O_RDONLY | O_NOFOLLOW), ELOOP);
	EXPECT_ERROR(open("/tmp/p/full/file", O_RDONLY | O_DIRECTORY), ENOTDIR);
	EXPECT_ERROR(open("/tmp/p/full", O_WRONLY), EISDIR);
	EXPECT_ERROR(open("/tmp/p/full/file", O_WRONLY | O_CREAT | O_EXCL, 0600), EEXIST);
	EXPECT_ERROR(open("/tmp/p/dangling", O_WRONLY | O_CREAT | O_EXCL, 0600), EEXIST);
	EXPECT_ERROR(open("", O_RDONLY), ENOENT);
	EXPECT_ERROR(open("/tmp/p/full/file/", O_RDONLY), ENOTDIR);
	EXPECT_ERROR(rmdir("/tmp/p/full"), ENOTEMPTY);
	EXPECT_ERROR(rmdir("/tmp/p/link"), ENOTDIR);
	EXPECT_ERROR(unlink("/tmp/p/full"), EISDIR);
	EXPECT_ERROR(mkdir("/tmp/p/link", 0700), EEXIST);
	EXPECT_ERROR(rename("/tmp/p/full", "/tmp/p/full/inside"), EINVAL);
	EXPECT_ERROR(rename("/tmp/p/link", "/dev/shm/link"), EXDEV);
	EXPECT_ERROR(openat(99, "file", O_RDONLY), EBADF);
	EXPECT_ERROR(readlink("/tmp/p/full/file", longest, 10), EINVAL);
	/* A name of 256 bytes, and a path of more than 4095. */
	longest[256] = 0;
	EXPECT_ERROR(open(longest, O_RDONLY), ENAMETOOLONG);
	longest[256] = 'a';
	EXPECT_ERROR(open(longest, O_RDONLY), ENAMETOOLONG);
	EXPECT_ERROR(chdir(longest), ENAMETOOLONG);

	/* Control: what is there opens, by a link and by a path with turns. */
	int fd = open("/tmp/p/link", O_RDONLY);

	EXPECT_ROW("a link opens", fd >= 0, ==, true);
	close(fd);
	fd = open("//tmp/./p/full/../link", O_RDONLY);
	EXPECT_ROW("a path with turns opens", fd >= 0, ==, true);
	EXPECT(readlink("/tmp/p/link", longest, 4), ==, 4L);
	EXPECT_ROW("readlink cuts what is too long", longest[4], ==, 'a');
	return 0;
}

#else

CASE(path_errors, .rule = "FILE-18",
     .summary = "each failure to resolve a path has its own error", .shared = true);

#endif
