/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Databases and disk images allocate space ahead and give it back by holes,
 * cp finds the holes again.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <linux/falloc.h>
#include <sys/stat.h>
#include <unistd.h>

/* A multiple of any machine's page size, as holes are made of whole pages. */
#define BLOCK 65536L

int guest_main(void)
{
	static char block[BLOCK];
	int fd = MUST(open, "/dev/shm/holes", O_RDWR | O_CREAT | O_EXCL, 0600);
	struct stat before;
	struct stat s;
	char byte = 0;

	for (int i = 0; i < BLOCK; i++)
		block[i] = 'x';
	for (int i = 0; i < 3; i++)
		MUST(guest_write_all, fd, block, BLOCK);
	MUST(fstat, fd, &before);
	EXPECT(fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, BLOCK, BLOCK), ==, 0);
	MUTATE(, MUST(pwrite64, fd, block, BLOCK, BLOCK));
	MUST(fstat, fd, &s);
	EXPECT_ROW("the size stays", s.st_size, ==, 3 * BLOCK);
	/* How much of it is the file system's affair; with huge pages it is less. */
	EXPECT_ROW("the space is given back", before.st_blocks - s.st_blocks, >, 0);
	EXPECT(pread(fd, &byte, 1, BLOCK - 1), ==, 1);
	EXPECT_ROW("before the hole", byte, ==, 'x');
	EXPECT(pread(fd, &byte, 1, BLOCK), ==, 1);
	EXPECT_ROW("in the hole", byte, ==, 0);
	EXPECT_ROW("SEEK_HOLE", lseek(fd, 0, SEEK_HOLE), ==, BLOCK);
	EXPECT_ROW("SEEK_DATA", lseek(fd, BLOCK, SEEK_DATA), ==, 2 * BLOCK);
	EXPECT_ROW("SEEK_HOLE at the end", lseek(fd, 2 * BLOCK, SEEK_HOLE), ==, 3 * BLOCK);
	EXPECT_ERROR(lseek(fd, 3 * BLOCK, SEEK_DATA), ENXIO);

	EXPECT(fallocate(fd, 0, 3 * BLOCK, BLOCK), ==, 0);
	MUST(fstat, fd, &s);
	EXPECT_ROW("fallocate makes it longer", s.st_size, ==, 4 * BLOCK);
	EXPECT(fallocate(fd, FALLOC_FL_KEEP_SIZE, 4 * BLOCK, BLOCK), ==, 0);
	MUST(fstat, fd, &s);
	EXPECT_ROW("FALLOC_FL_KEEP_SIZE does not", s.st_size, ==, 4 * BLOCK);
	EXPECT_ERROR(fallocate(fd, FALLOC_FL_PUNCH_HOLE, 0, BLOCK), EOPNOTSUPP);
	EXPECT_ERROR(fallocate(fd, 0, -1, BLOCK), EINVAL);
	unlink("/dev/shm/holes");
	return 0;
}

#else

CASE(punch_hole, .rule = "FILE-12", .shared = true,
     .summary = "fallocate(2) reserves space and punches holes that lseek(2) finds");

#endif
