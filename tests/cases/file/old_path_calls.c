/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The numbers that x86_64 has and newer architectures have not: each takes a
 * path by itself. On arm64 a translator must make another call of each.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

#define PLACE "/tmp/old_path_calls"
#define A PLACE "/a"
#define B PLACE "/b"
#define LINK PLACE "/link"

/* Of the kernel, before its types were in the entry. */
struct old_entry {
	unsigned long inode;
	unsigned long offset;
	unsigned short length;
	char name[];
};

static struct stat s;

static long mode_of(const char *path)
{
	return SYS(newfstatat, AT_FDCWD, path, &s, AT_SYMLINK_NOFOLLOW) < 0 ? -1
									    : (long)s.st_mode;
}

static void check_times(void)
{
	const struct utimbuf seconds = { 1000000001, 1000000002 };
	const struct timeval micros[2] = { { 1000000003, 123456 }, { 1000000004, 654321 } };
	const struct timeval others[2] = { { 5000000005, 1 }, { 5000000006, 999999 } };

	EXPECT(SYS(utime, A, &seconds), ==, 0);
	EXPECT(mode_of(A), ==, S_IFREG | 0640);
	EXPECT_ROW("utime: seconds of access", s.st_atim.tv_sec, ==, MUTATE(1000000001, 1));
	EXPECT_ROW("utime: seconds of change", s.st_mtim.tv_sec, ==, 1000000002);
	EXPECT(SYS(utimes, A, micros), ==, 0);
	EXPECT(mode_of(A), ==, S_IFREG | 0640);
	EXPECT_ROW("utimes: nanoseconds of access", s.st_atim.tv_nsec, ==, 123456000);
	EXPECT_ROW("utimes: seconds of change", s.st_mtim.tv_sec, ==, 1000000004);
	EXPECT_ROW("utimes: nanoseconds of change", s.st_mtim.tv_nsec, ==, 654321000);

	const int directory = MUST(open, PLACE, O_RDONLY | O_DIRECTORY);

	EXPECT(SYS(futimesat, directory, "a", others), ==, 0);
	EXPECT(mode_of(A), ==, S_IFREG | 0640);
	EXPECT_ROW("futimesat: seconds of access", s.st_atim.tv_sec, ==, 5000000005);
	EXPECT_ROW("futimesat: nanoseconds of change", s.st_mtim.tv_nsec, ==, 999999000);
	EXPECT(SYS(utime, PLACE "/none", NULL), ==, -ENOENT);
	EXPECT(SYS(futimesat, directory, "none", NULL), ==, -ENOENT);
	close(directory);
}

static void check_entries(void)
{
	static const char *const names[] = { ".", "..", "a", "directory", "fifo" };
	char buffer[1024] __attribute__((aligned(8)));
	const int directory = MUST(open, PLACE, O_RDONLY | O_DIRECTORY);
	const long size = SYS(getdents, directory, buffer, sizeof(buffer));
	int found = 0;

	for (long at = 0; at < size;) {
		const struct old_entry *entry = (void *)(buffer + at);

		for (size_t i = 0; i < COUNT(names); i++)
			found |= (strcmp(entry->name, names[i]) == 0) << i;
		if (strcmp(entry->name, "a") == 0) {
			EXPECT(mode_of(A), ==, S_IFREG | 0640);
			EXPECT_ROW("getdents: the file's number", entry->inode, ==, s.st_ino);
			EXPECT_ROW("getdents: its type in the last byte",
				   buffer[at + entry->length - 1], ==, DT_REG);
		}
		at += entry->length;
		if (!entry->length)
			break;
	}
	EXPECT_ROW("getdents: names", found, ==, 31);
	EXPECT(SYS(getdents, directory, buffer, sizeof(buffer)), ==, 0);
	EXPECT(SYS(getdents, directory, buffer, 8), ==, 0);
	close(directory);
}

int guest_main(void)
{
	char text[32] = "";

	umask(0);
	MUST(mkdir, PLACE, 0755);

	int fd = (int)SYS(creat, A, 0640);

	if (!EXPECT_ROW("creat", fd, >=, 0))
		return 1;
	EXPECT_ROW("creat opens for writing alone", fcntl(fd, F_GETFL) & O_ACCMODE, ==,
		   O_WRONLY);
	EXPECT(write(fd, "old", 3), ==, 3);
	close(fd);
	fd = (int)SYS(open, A, O_RDONLY | O_CLOEXEC);
	EXPECT_ROW("open", fd, >=, 0);
	EXPECT(read(fd, text, sizeof(text)), ==, 3);
	EXPECT_ROW("open with O_CLOEXEC", fcntl(fd, F_GETFD), ==, FD_CLOEXEC);
	close(fd);
	EXPECT(SYS(open, A, O_RDWR | O_CREAT | O_EXCL, 0600), ==, -EEXIST);
	EXPECT(SYS(open, PLACE "/none", O_RDONLY), ==, -ENOENT);

	EXPECT(SYS(stat, A, &s), ==, 0);
	EXPECT_ROW("stat: size", s.st_size, ==, 3);
	EXPECT_ROW("stat: mode", s.st_mode, ==, (mode_t)(S_IFREG | 0640));
	EXPECT(SYS(symlink, "a", LINK), ==, 0);
	EXPECT(SYS(lstat, LINK, &s), ==, 0);
	EXPECT_ROW("lstat: the link itself", s.st_mode & S_IFMT, ==, (mode_t)S_IFLNK);
	EXPECT(SYS(stat, LINK, &s), ==, 0);
	EXPECT_ROW("stat: what it points at", s.st_size, ==, 3);
	EXPECT(SYS(readlink, LINK, text, sizeof(text)), ==, 1);
	EXPECT_ROW("readlink: its text", text[0], ==, 'a');
	EXPECT(SYS(readlink, A, text, sizeof(text)), ==, -EINVAL);

	EXPECT(SYS(access, A, R_OK | W_OK), ==, 0);
	EXPECT(SYS(access, A, X_OK), ==, -EACCES);
	EXPECT(SYS(access, A, F_OK), ==, 0);
	EXPECT(SYS(access, PLACE "/none", F_OK), ==, -ENOENT);
	EXPECT(SYS(chmod, LINK, 0511), ==, 0);
	EXPECT(mode_of(A), ==, S_IFREG | 0511);
	EXPECT(SYS(chmod, A, 0640), ==, 0);

	/* Of whom: the owner stays with -1. */
	EXPECT(SYS(chown, LINK, -1, 1234), ==, 0);
	EXPECT(mode_of(A), ==, S_IFREG | 0640);
	EXPECT_ROW("chown follows: group", s.st_gid, ==, 1234U);
	EXPECT_ROW("chown follows: owner", s.st_uid, ==, 0U);
	EXPECT(SYS(lchown, LINK, 4321, -1), ==, 0);
	EXPECT(mode_of(LINK), ==, S_IFLNK | 0777);
	EXPECT_ROW("lchown: the link's owner", s.st_uid, ==, 4321U);
	EXPECT(mode_of(A), ==, S_IFREG | 0640);
	EXPECT_ROW("lchown: not the file's", s.st_uid, ==, 0U);

	EXPECT(SYS(link, A, B), ==, 0);
	EXPECT(mode_of(B), ==, S_IFREG | 0640);
	EXPECT_ROW("link: two names", s.st_nlink, ==, 2);
	EXPECT(SYS(link, A, B), ==, -EEXIST);
	EXPECT(SYS(unlink, B), ==, 0);
	EXPECT(mode_of(B), ==, -1);
	EXPECT(SYS(rename, LINK, B), ==, 0);
	EXPECT(mode_of(LINK), ==, -1);
	EXPECT(mode_of(B), ==, S_IFLNK | 0777);
	EXPECT(SYS(unlink, B), ==, 0);

	EXPECT(SYS(mkdir, PLACE "/directory", 01750), ==, 0);
	EXPECT(mode_of(PLACE "/directory"), ==, S_IFDIR | 01750);
	EXPECT(SYS(unlink, PLACE "/directory"), ==, -EISDIR);
	EXPECT(SYS(rmdir, A), ==, -ENOTDIR);
	EXPECT(SYS(mknod, PLACE "/fifo", S_IFIFO | 0604, 0), ==, 0);
	EXPECT(mode_of(PLACE "/fifo"), ==, S_IFIFO | 0604);
	EXPECT(SYS(mknod, PLACE "/fifo", S_IFREG | 0600, 0), ==, -EEXIST);
	check_times();
	check_entries();
	EXPECT(SYS(rmdir, PLACE), ==, -ENOTEMPTY);
	EXPECT(SYS(rmdir, PLACE "/directory"), ==, 0);
	EXPECT(SYS(unlink, PLACE "/fifo"), ==, 0);
	EXPECT(SYS(unlink, A), ==, 0);
	EXPECT(SYS(rmdir, PLACE), ==, 0);
	EXPECT(mode_of(PLACE), ==, -1);
	return 0;
}

#else

CASE(old_path_calls, .rule = "FILE-41", .shared = true, .x86_64_only = true,
     .summary = "open, creat, stat, lstat, access, chmod, chown, lchown, link, unlink, rename, "
		"mkdir, "
		"rmdir, symlink, readlink, mknod, utime, utimes, futimesat and getdents by "
		"their own numbers");

#endif
