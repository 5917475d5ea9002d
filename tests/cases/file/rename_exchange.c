/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * renameat2(2) exchanges two files at once, or never replaces one: OSTree and
 * package managers switch trees that way.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACE "/dev/shm/exchange"

static int change(const char *from, const char *to, unsigned flags)
{
	return renameat2(AT_FDCWD, from, AT_FDCWD, to, MUTATE(flags, flags & ~RENAME_EXCHANGE));
}

static ino_t number(const char *path)
{
	struct stat s;

	return stat(path, &s) ? 0 : s.st_ino;
}

int guest_main(void)
{
	close(MUST(open, PLACE, O_CREAT | O_EXCL | O_WRONLY, 0600));
	MUST(mkdir, PLACE ".directory", 0700);

	ino_t file = number(PLACE);
	ino_t directory = number(PLACE ".directory");
	int r = change(PLACE, PLACE ".directory", RENAME_EXCHANGE);

	REFUSE_IF(r < 0 && errno == ENOSYS, "renameat2: ENOSYS");
	EXPECT(r, ==, 0);
	EXPECT_ROW("the file is where the directory was", number(PLACE ".directory") == file,
		   ==, true);
	EXPECT_ROW("the directory is where the file was", number(PLACE) == directory, ==, true);
	EXPECT_ERROR(change(PLACE, PLACE ".none", RENAME_EXCHANGE), ENOENT);
	EXPECT_ERROR(change(PLACE ".directory", PLACE, RENAME_NOREPLACE), EEXIST);
	EXPECT(change(PLACE ".directory", PLACE ".new", RENAME_NOREPLACE), ==, 0);
	EXPECT_ROW("the file has its new name", number(PLACE ".new") == file, ==, true);
	EXPECT_ERROR(change(PLACE ".new", PLACE, RENAME_EXCHANGE | RENAME_NOREPLACE), EINVAL);
	/* Control: the plain call cannot exchange them. */
	EXPECT_ERROR(change(PLACE ".new", PLACE, 0), EISDIR);
	EXPECT(unlink(PLACE ".new"), ==, 0);
	EXPECT(rmdir(PLACE), ==, 0);
	return 0;
}

#else

CASE(rename_exchange, .rule = "FILE-10", .shared = true,
     .summary = "renameat2(2) exchanges two names and replaces none unasked");

#endif
