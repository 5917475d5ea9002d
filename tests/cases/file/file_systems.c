/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Of the file system that a path is on: its kind, size and number; a file's handle,
 * by which servers of files find it again; and its fields one by one.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#include <linux/stat.h>
#include <sys/mount.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>

#define PLACE "/tmp/file_systems"
#define FILE_NAME PLACE "/file"
#define TMPFS 0x01021994L

struct handle {
	unsigned bytes;
	int type;
	unsigned char data[128];
};

static void check_statfs(void)
{
	struct statfs s = { 0 };
	struct statfs again = { 0 };
	const int fd = MUST(open, FILE_NAME, O_RDONLY);

	EXPECT(SYS(statfs, FILE_NAME, &s), ==, 0);
	EXPECT_ROW("statfs: kind", s.f_type, ==, MUTATE(TMPFS, 1L));
	EXPECT_ROW("statfs: size", (long)(s.f_blocks * (unsigned long)s.f_bsize), ==, 1048576L);
	EXPECT_ROW("statfs: inodes", s.f_files, ==, 50UL);
	EXPECT_ROW("statfs: used inodes", s.f_files - s.f_ffree, >=, 2UL);
	EXPECT_ROW("statfs: free blocks", s.f_bfree < s.f_blocks && s.f_bavail <= s.f_bfree, ==,
		   true);
	EXPECT_ROW("statfs: longest name", s.f_namelen, ==, 255L);
	EXPECT_ROW("statfs: ST_NOSUID, ST_NODEV", s.f_flags & 6, ==, 6L);
	EXPECT(SYS(fstatfs, fd, &again), ==, 0);
	EXPECT_ROW("fstatfs", memcmp(&s, &again, sizeof(s)), ==, 0);
	EXPECT(SYS(statfs, "/tmp/none", &s), ==, -ENOENT);
	EXPECT(SYS(fstatfs, 999, &s), ==, -EBADF);
	EXPECT(SYS(statfs, "/proc", &s), ==, 0);
	EXPECT_ROW("statfs: /proc", s.f_type, ==, 0x9fa0L);
#ifdef __x86_64__
	struct stat file;
	struct {
		int free_blocks;
		long free_inodes;
		char name[6], pack[6];
	} old = { -1, -1, "", "" };

	MUST(stat, FILE_NAME, &file);
	EXPECT(SYS(ustat, file.st_dev, &old), ==, 0);
	EXPECT_ROW("ustat: free inodes", old.free_inodes, ==, (long)again.f_ffree);
	EXPECT(SYS(ustat, 0xffffff, &old), ==, -EINVAL);

	/* Not in every kernel (CONFIG_SYSFS_SYSCALL). */
	const long kinds = SYS(sysfs, 3);
	char name[64] = "";

	EXPECT_ROW("sysfs", kinds == -ENOSYS || kinds > 3, ==, true);
	if (kinds > 0) {
		const long index = SYS(sysfs, 1, "tmpfs");

		EXPECT_ROW("sysfs: tmpfs", index, >=, 0L);
		EXPECT(SYS(sysfs, 2, index, name), ==, 0);
		EXPECT_STR(name, "tmpfs");
		EXPECT(SYS(sysfs, 1, "no-such"), ==, -EINVAL);
	}
#endif
	close(fd);
}

static void check_handles(void)
{
	struct handle h = { .bytes = 0 };
	int mount_id = -1;
	struct stat own;
	struct stat got;
	const int at = MUST(open, PLACE, O_RDONLY | O_DIRECTORY);

	EXPECT(SYS(name_to_handle_at, AT_FDCWD, FILE_NAME, &h, &mount_id, 0), ==, -EOVERFLOW);
	EXPECT_ROW("the size of a handle", h.bytes - 1U < 128, ==, true);
	EXPECT_ROW("the number of the mount", mount_id, >, 0);
	if (h.bytes - 1U >= 128)
		return;
	EXPECT(SYS(name_to_handle_at, at, "file", &h, &mount_id, AT_SYMLINK_FOLLOW), ==, 0);
	const int fd = (int)SYS(open_by_handle_at, at, &h, O_RDONLY);

	MUST(stat, FILE_NAME, &own);
	if (EXPECT_ROW("open_by_handle_at", fd, >=, 0))
		EXPECT_ROW("opens the file", fstat(fd, &got) == 0 && got.st_ino == own.st_ino,
			   ==, true);
	EXPECT(SYS(name_to_handle_at, fd, "", &h, &mount_id, AT_EMPTY_PATH), ==, 0);
	h.bytes = 1000;
	EXPECT(SYS(open_by_handle_at, at, &h, O_RDONLY), ==, -EINVAL);
	h.bytes = sizeof(h.data);
	EXPECT(SYS(name_to_handle_at, AT_FDCWD, "/tmp/none", &h, &mount_id, 0), ==, -ENOENT);
	close(fd);
	close(at);
}

static void check_statx(void)
{
	static const struct {
		const char *what;
		unsigned mask;
	} rows[] = {
		{ "STATX_TYPE", STATX_TYPE },	  { "STATX_MODE", STATX_MODE },
		{ "STATX_NLINK", STATX_NLINK },	  { "STATX_UID", STATX_UID },
		{ "STATX_GID", STATX_GID },	  { "STATX_ATIME", STATX_ATIME },
		{ "STATX_MTIME", STATX_MTIME },	  { "STATX_CTIME", STATX_CTIME },
		{ "STATX_INO", STATX_INO },	  { "STATX_SIZE", STATX_SIZE },
		{ "STATX_BLOCKS", STATX_BLOCKS }, { "STATX_BASIC_STATS", STATX_BASIC_STATS },
	};
	struct statx x;
	struct stat s;

	MUST(stat, FILE_NAME, &s);
	for (size_t i = 0; i < COUNT(rows); i++) {
		memset(&x, 0, sizeof(x));
		EXPECT_ROW(
			rows[i].what,
			SYS(statx, AT_FDCWD, FILE_NAME, AT_STATX_FORCE_SYNC, rows[i].mask, &x),
			==, 0L);
		EXPECT_ROW(rows[i].what, x.stx_mask & rows[i].mask, ==, rows[i].mask);
	}
	EXPECT(SYS(statx, AT_FDCWD, FILE_NAME,
		   AT_STATX_DONT_SYNC | AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT,
		   STATX_BTIME | STATX_MNT_ID | STATX_DIOALIGN, &x),
	       ==, 0);
	EXPECT_ROW("statx: size", x.stx_size, ==, (__u64)7);
	EXPECT_ROW("statx: inode", x.stx_ino, ==, (__u64)s.st_ino);
	EXPECT_ROW("statx: device",
		   x.stx_dev_major == major(s.st_dev) && x.stx_dev_minor == minor(s.st_dev), ==,
		   true);
	EXPECT(SYS(statx, AT_FDCWD, FILE_NAME, 0x40000000, 0, &x), ==, -EINVAL);
	EXPECT(SYS(statx, AT_FDCWD, FILE_NAME, 0, 0x80000000, &x), ==, -EINVAL);
	EXPECT(SYS(statx, AT_FDCWD, FILE_NAME, AT_STATX_DONT_SYNC | AT_STATX_FORCE_SYNC, 0, &x),
	       ==, -EINVAL);
}

int guest_main(void)
{
	MUST(mkdir, PLACE, 0755);
	/* MS_NOSUID | MS_NODEV */
	MUST(mount, "tmpfs", PLACE, "tmpfs", 6, "size=1m,nr_inodes=50");
	MUST(guest_make_file, FILE_NAME, "content", 7, 0644);
	check_statfs();
	check_handles();
	check_statx();
	umount2(PLACE, MNT_DETACH);
	return 0;
}

#else

CASE(file_systems, .rule = "FILE-48", .privileged = true,
     .summary = "statfs, ustat, sysfs, handles and statx(2) tell of files and the file system "
		"they are on");

#endif
