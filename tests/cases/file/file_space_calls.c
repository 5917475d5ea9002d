/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Making files longer and shorter, and telling the kernel what will be needed:
 * offsets of 64 bits, whose halves some architectures pass apart.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <fcntl.h>
#include <linux/falloc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME "/tmp/file_space_calls"
#define FAR 0x123456789L

static struct stat s;

static long size_of(int fd)
{
	return fstat(fd, &s) == 0 ? (long)s.st_size : -1;
}

int guest_main(void)
{
	static const struct {
		const char *what;
		int advice;
	} advices[] = {
		{ "POSIX_FADV_NORMAL", POSIX_FADV_NORMAL },
		{ "POSIX_FADV_RANDOM", POSIX_FADV_RANDOM },
		{ "POSIX_FADV_SEQUENTIAL", POSIX_FADV_SEQUENTIAL },
		{ "POSIX_FADV_WILLNEED", POSIX_FADV_WILLNEED },
		{ "POSIX_FADV_DONTNEED", POSIX_FADV_DONTNEED },
		{ "POSIX_FADV_NOREUSE", POSIX_FADV_NOREUSE },
	};
	const int fd = MUST(open, FILE_NAME, O_RDWR | O_CREAT | O_TRUNC, 0600);
	const int reading = MUST(open, FILE_NAME, O_RDONLY);
	const int memory = MUST(memfd_create, "space", 0);
	char byte = 'x';
	int ends[2];

	MUST(pipe, ends);
	EXPECT(CALL(ftruncate, fd, FAR), ==, 0);
	EXPECT(size_of(fd), ==, MUTATE(FAR, FAR + 1));
	EXPECT(SYS(truncate, FILE_NAME, 5000), ==, 0);
	EXPECT(size_of(fd), ==, 5000);
	EXPECT(SYS(truncate, FILE_NAME, -1), ==, -EINVAL);
	EXPECT(CALL(ftruncate, fd, -1), ==, -EINVAL);
	EXPECT(CALL(ftruncate, reading, 0), ==, -EINVAL);
	EXPECT(CALL(ftruncate, ends[1], 0), ==, -EINVAL);
	EXPECT(SYS(truncate, "/tmp", 0), ==, -EISDIR);
	EXPECT(SYS(truncate, "/tmp/none", 0), ==, -ENOENT);
	MUST(pwrite, fd, "data", 4, 4996);

	EXPECT(CALL(fsync, fd), ==, 0);
	EXPECT(SYS(fdatasync, fd), ==, 0);
	EXPECT(SYS(syncfs, fd), ==, 0);
	EXPECT(SYS(fsync, ends[1]), ==, -EINVAL);
	EXPECT(SYS(fdatasync, 999), ==, -EBADF);
	EXPECT(SYS(syncfs, 999), ==, -EBADF);
	EXPECT(SYS(sync_file_range, fd, 0, 4096,
		   SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
			   SYNC_FILE_RANGE_WAIT_AFTER),
	       ==, 0);
	EXPECT(SYS(sync_file_range, fd, 0, 0, SYNC_FILE_RANGE_WRITE_AND_WAIT), ==, 0);
	EXPECT(SYS(sync_file_range, fd, 0, 0, 8), ==, -EINVAL);
	EXPECT(SYS(sync_file_range, fd, -1, 10, SYNC_FILE_RANGE_WRITE), ==, -EINVAL);
	EXPECT(SYS(sync_file_range, ends[1], 0, 0, SYNC_FILE_RANGE_WRITE), ==, -ESPIPE);

	EXPECT(SYS(readahead, reading, 0, 4096), ==, 0);
	EXPECT(SYS(readahead, ends[0], 0, 4096), ==, -EINVAL);
	EXPECT(SYS(readahead, 999, 0, 4096), ==, -EBADF);
	for (size_t i = 0; i < COUNT(advices); i++)
		EXPECT_ROW(advices[i].what, SYS(fadvise64, fd, FAR, 4096, advices[i].advice),
			   ==, 0L);
	EXPECT(SYS(fadvise64, fd, 0, 0, 99), ==, -EINVAL);
	EXPECT(SYS(fadvise64, fd, 0, -1, POSIX_FADV_NORMAL), ==, -EINVAL);
	EXPECT(SYS(fadvise64, ends[0], 0, 0, POSIX_FADV_NORMAL), ==, -ESPIPE);

	/* In memory, where no disk's file system decides. */
	EXPECT(CALL(fallocate, memory, 0, 0, 10000), ==, 0);
	EXPECT(size_of(memory), ==, 10000);
	EXPECT(CALL(fallocate, memory, FALLOC_FL_KEEP_SIZE, 10000, 200000), ==, 0);
	EXPECT(size_of(memory), ==, 10000);
	EXPECT_ROW("FALLOC_FL_KEEP_SIZE reserves", s.st_blocks, >=, 400);
	MUST(pwrite, memory, "xyz", 3, 5000);
	EXPECT(CALL(fallocate, memory, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 5001, 1), ==,
	       0);
	MUST(pread, memory, &byte, 1, 5001);
	EXPECT_ROW("a hole of a byte", byte, ==, 0);
	MUST(pread, memory, &byte, 1, 5002);
	EXPECT_ROW("the byte beside it", byte, ==, 'z');
	EXPECT(CALL(fallocate, memory, FALLOC_FL_PUNCH_HOLE, 0, 1), ==, -EOPNOTSUPP);
	EXPECT(CALL(fallocate, memory, 0, 0, 0), ==, -EINVAL);
	EXPECT(CALL(fallocate, memory, 0, -1, 10), ==, -EINVAL);
	EXPECT(CALL(fallocate, memory, 0, 1L << 62, 1L << 62), ==, -EFBIG);
	EXPECT(CALL(fallocate, reading, 0, 0, 10), ==, -EBADF);
	EXPECT(CALL(fallocate, ends[1], 0, 0, 10), ==, -ESPIPE);
	unlink(FILE_NAME);
	return 0;
}

#else

CASE(file_space_calls, .rule = "FILE-44", .shared = true,
     .summary = "truncate, ftruncate, fallocate, fsync and their kin, sync_file_range, "
		"readahead and "
		"fadvise64 take 64-bit offsets and refuse what they must");

#endif
