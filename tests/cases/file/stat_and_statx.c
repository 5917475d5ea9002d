/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * struct stat is laid out differently on x86_64 and arm64; statx is the same
 * on both, so that the two must agree.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define PLACE "/dev/shm/stat"

int guest_main(void)
{
	const struct timespec times[2] = { { 1000000000, 123456789 },
					   { 2000000000, 987654321 } };
	int fd = MUST(open, PLACE, O_RDWR | O_CREAT | O_EXCL, 0600);
	struct statx x;
	struct stat s;
	struct stat by_path;

	MUST(ftruncate, fd, 5000000123);
	MUST(pwrite64, fd, "x", 1, 0);
	MUST(fchmod, fd, 02751);
	MUST(fchown, fd, 1000, 1001);
	MUST(fchmod, fd, 02751);
	MUST(link, PLACE, PLACE ".2");
	MUST(link, PLACE, PLACE ".3");
	MUST(syscall, SYS_utimensat, (long)fd, NULL, times, 0L);

	if (!EXPECT(fstat(fd, &s), ==, 0) || !EXPECT(stat(PLACE ".2", &by_path), ==, 0))
		return 1;
	MUTATE(, s.st_mtim = s.st_atim);
	EXPECT(s.st_mode, ==, (mode_t)(S_IFREG | 02751));
	EXPECT(s.st_nlink, ==, 3);
	EXPECT(s.st_uid, ==, 1000U);
	EXPECT(s.st_gid, ==, 1001U);
	EXPECT(s.st_size, ==, 5000000123L);
	EXPECT(s.st_atim.tv_sec, ==, times[0].tv_sec);
	EXPECT(s.st_atim.tv_nsec, ==, times[0].tv_nsec);
	EXPECT(s.st_mtim.tv_sec, ==, times[1].tv_sec);
	EXPECT(s.st_mtim.tv_nsec, ==, times[1].tv_nsec);
	EXPECT(s.st_blocks, >, 0L);
	/* One page, or a huge one. */
	EXPECT(s.st_blocks, <, s.st_size / 512);
	EXPECT_ROW("the same file by another name",
		   s.st_ino == by_path.st_ino && s.st_dev == by_path.st_dev, ==, true);

	int r = statx(fd, "", AT_EMPTY_PATH, STATX_BASIC_STATS, &x);

	REFUSE_IF(r < 0 && errno == ENOSYS, "statx: ENOSYS");
	if (EXPECT(r, ==, 0)) {
		EXPECT(x.stx_mask & STATX_BASIC_STATS, ==, STATX_BASIC_STATS);
		EXPECT(x.stx_mode, ==, s.st_mode);
		EXPECT(x.stx_nlink, ==, s.st_nlink);
		EXPECT(x.stx_uid, ==, s.st_uid);
		EXPECT(x.stx_gid, ==, s.st_gid);
		EXPECT(x.stx_ino, ==, s.st_ino);
		EXPECT(x.stx_size, ==, s.st_size);
		EXPECT(x.stx_blocks, ==, s.st_blocks);
		EXPECT(x.stx_blksize, ==, s.st_blksize);
		EXPECT(x.stx_mtime.tv_sec, ==, s.st_mtim.tv_sec);
		EXPECT(x.stx_mtime.tv_nsec, ==, s.st_mtim.tv_nsec);
		EXPECT_ROW("stx_dev", makedev(x.stx_dev_major, x.stx_dev_minor) == s.st_dev, ==,
			   true);
	}
	/* A character device has a number of its own. */
	EXPECT(stat("/dev/null", &s), ==, 0);
	EXPECT(s.st_mode & S_IFMT, ==, (mode_t)S_IFCHR);
	EXPECT_ROW("st_rdev of /dev/null", s.st_rdev == makedev(1, 3), ==, true);
	EXPECT_ERROR(stat("/nonexistent", &s), ENOENT);
	EXPECT_ERROR(statx(fd, "", 0, STATX_BASIC_STATS, &x), ENOENT);
	unlink(PLACE);
	unlink(PLACE ".2");
	unlink(PLACE ".3");
	return 0;
}

#else

CASE(stat_and_statx, .rule = "FILE-8", .needs = NEEDS_LARGE_FILES, .shared = true,
     .summary = "struct stat has x86_64's layout and agrees with statx(2)");

#endif
