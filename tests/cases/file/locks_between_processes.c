/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Package managers and databases keep each other out by file locks: SQLite by
 * byte ranges, apt and systemd by whole files, newer software by locks that
 * belong to an open file.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#define PATH "/tmp/locked"

static struct flock range(short type, off_t begin, off_t length)
{
	return (struct flock){
		.l_type = type, .l_whence = SEEK_SET, .l_start = begin, .l_len = length
	};
}

static int set(int fd, int command, short type, off_t begin, off_t length)
{
	struct flock lock =
		range(MUTATE(type, type == F_WRLCK ? F_RDLCK : type), begin, length);

	return fcntl(fd, command, &lock);
}

/* In a child: what is held is another process's. */
static void check_from_child(int fd, int holder)
{
	struct flock lock = range(F_RDLCK, 15, 1);

	EXPECT_ROW("F_GETLK", fcntl(fd, F_GETLK, &lock), ==, 0);
	EXPECT_ROW("F_GETLK: l_type", lock.l_type, ==, F_WRLCK);
	EXPECT_ROW("F_GETLK: l_pid", lock.l_pid, ==, holder);
	EXPECT_ROW("F_GETLK: l_start", lock.l_start, ==, 10L);
	EXPECT_ROW("F_GETLK: l_len", lock.l_len, ==, 10L);
	lock = range(F_WRLCK, 20, 10);
	EXPECT_ROW("F_GETLK beside it", fcntl(fd, F_GETLK, &lock), ==, 0);
	EXPECT_ROW("F_GETLK beside it: l_type", lock.l_type, ==, F_UNLCK);
	EXPECT_ERROR(set(fd, F_SETLK, F_WRLCK, 19, 1), EAGAIN);
	EXPECT_ROW("a range beside it", set(fd, F_SETLK, F_WRLCK, 20, 10), ==, 0);
}

static void check_ranges(int fd)
{
	int parent = getpid();

	EXPECT(set(fd, F_SETLK, F_WRLCK, 10, 10), ==, 0);

	int pid = MUST(fork);

	if (pid == 0) {
		check_from_child(fd, parent);
		_exit(0);
	}
	EXPECT_ROW("the child's status", guest_wait(pid), ==, 0);
	EXPECT_ROW("the child's end gave its range back", set(fd, F_SETLK, F_WRLCK, 20, 10), ==,
		   0);
	EXPECT(set(fd, F_SETLK, F_UNLCK, 0, 0), ==, 0);
}

static void check_open_files(int fd, int other)
{
	EXPECT(set(fd, F_OFD_SETLK, F_WRLCK, 0, 5), ==, 0);
	EXPECT_ERROR(set(other, F_OFD_SETLK, F_RDLCK, 4, 5), EAGAIN);

	struct flock lock = range(F_RDLCK, 0, 1);

	EXPECT_ROW("F_OFD_GETLK", fcntl(other, F_OFD_GETLK, &lock), ==, 0);
	EXPECT_ROW("F_OFD_GETLK: l_pid", lock.l_pid, ==, -1);
	EXPECT(set(other, F_OFD_SETLK, F_RDLCK, 5, 5), ==, 0);
	EXPECT(set(fd, F_OFD_SETLK, F_UNLCK, 0, 0), ==, 0);
	EXPECT(set(other, F_OFD_SETLK, F_UNLCK, 0, 0), ==, 0);
}

static void check_whole_file(int fd, int other)
{
	EXPECT(flock(fd, LOCK_EX), ==, 0);
	EXPECT_ERROR(flock(other, LOCK_SH | LOCK_NB), EAGAIN);

	/* The lock belongs to the open file, which a child shares. */
	int pid = MUST(fork);

	if (pid == 0) {
		EXPECT_ROW("the child holds it, too", flock(fd, LOCK_EX | LOCK_NB), ==, 0);
		EXPECT_ROW("and gives it up", flock(fd, LOCK_UN), ==, 0);
		_exit(0);
	}
	EXPECT_ROW("the child's status", guest_wait(pid), ==, 0);
	EXPECT(flock(other, LOCK_EX | LOCK_NB), ==, 0);
	EXPECT_ERROR(flock(other, 0), EINVAL);
}

int guest_main(void)
{
	int fd = MUST(open, PATH, O_RDWR | O_CREAT | O_EXCL, 0600);
	int other = MUST(open, PATH, O_RDWR);

	check_ranges(fd);
	check_open_files(fd, other);
	check_whole_file(fd, other);
	unlink(PATH);
	return 0;
}

#else

CASE(locks_between_processes, .rule = "FILE-1", .shared = true,
     .summary = "flock(2) and both kinds of fcntl(2) locks keep others out");

#endif
