/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * O_DIRECTORY, O_NOFOLLOW, O_DIRECT and O_TMPFILE have other numbers on arm64
 * than on x86_64: passed on as they are, each means another one.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACE "/dev/shm/open_flags"

/* All but O_LARGEFILE, which libcs may set or not, and which has no use here. */
enum {
	CHECKED =
		O_ACCMODE | O_APPEND | O_NONBLOCK | O_NOFOLLOW | O_DIRECTORY | O_DIRECT | O_SYNC
};

int guest_main(void)
{
	int fd = MUST(open, PLACE, O_WRONLY | O_CREAT | O_EXCL, 0600);
	char path[64];
	char text[8] = "";
	struct stat s;

	close(fd);
	MUST(symlink, PLACE, PLACE ".link");
	EXPECT_ERROR(open(PLACE, O_RDONLY | O_DIRECTORY), ENOTDIR);
	EXPECT_ERROR(open(PLACE ".link", O_RDONLY | O_NOFOLLOW), ELOOP);
	EXPECT_ERROR(open(PLACE, O_RDWR | O_CREAT | O_EXCL, 0600), EEXIST);
	fd = open("/dev/shm", O_RDONLY | O_DIRECTORY);
	EXPECT_ROW("O_DIRECTORY opens a directory", fd, >=, 0);
	close(fd);
	fd = open(PLACE ".link", O_RDONLY);
	EXPECT_ROW("without O_NOFOLLOW the link is followed", fd, >=, 0);
	close(fd);
	fd = open(PLACE ".link", O_PATH MUTATE(| O_NOFOLLOW, ));
	if (EXPECT_ROW("O_PATH opens the link itself", fd, >=, 0))
		EXPECT_ROW("which is a link", fstat(fd, &s) == 0 && S_ISLNK(s.st_mode), ==,
			   true);
	close(fd);

	fd = MUST(open, PLACE, O_RDWR | O_APPEND | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
	EXPECT_ROW("F_GETFL gives the flags back", fcntl(fd, F_GETFL) & CHECKED, ==,
		   O_RDWR | O_APPEND | O_NONBLOCK | O_NOFOLLOW);
	EXPECT_ROW("F_GETFD", fcntl(fd, F_GETFD), ==, FD_CLOEXEC);
	EXPECT(fcntl(fd, F_SETFL, O_APPEND), ==, 0);
	EXPECT_ROW("F_SETFL", fcntl(fd, F_GETFL) & O_NONBLOCK, ==, 0);
	close(fd);
	fd = MUST(open, PLACE, O_WRONLY);
	EXPECT_ROW("F_GETFL gives no other flags", fcntl(fd, F_GETFL) & CHECKED, ==, O_WRONLY);
	close(fd);

	/* A file without a name, which gets one when it is complete. */
	fd = open("/dev/shm", O_TMPFILE | O_RDWR, 0640);
	if (!EXPECT_ROW("O_TMPFILE", fd, >=, 0))
		return 1;
	EXPECT(fstat(fd, &s), ==, 0);
	EXPECT_ROW("an unnamed file's links", s.st_nlink, ==, 0);
	EXPECT_ROW("an unnamed file's mode", s.st_mode, ==, (mode_t)(S_IFREG | 0640));
	MUST(write, fd, "named", 5);
	guest_format(path, sizeof(path), "/proc/self/fd/%d", fd);
	EXPECT(linkat(AT_FDCWD, path, AT_FDCWD, PLACE ".named", AT_SYMLINK_FOLLOW), ==, 0);
	fd = open(PLACE ".named", O_RDONLY);
	EXPECT_ROW("it has a name now", read(fd, text, sizeof(text) - 1), ==, 5L);
	EXPECT_STR(text, "named");
	unlink(PLACE);
	unlink(PLACE ".link");
	unlink(PLACE ".named");
	return 0;
}

#else

CASE(open_flags, .rule = "FILE-6", .shared = true,
     .summary = "each flag of open(2) has its x86_64 meaning, and F_GETFL gives it back");

#endif
