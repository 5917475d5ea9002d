/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Databases read and write several pieces at one place by preadv2, whose
 * 64-bit position and flags pass through registers that differ between
 * architectures.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

static const off_t far = 5000000000;

int guest_main(void)
{
	char first[4] = "";
	char second[8] = "";
	const struct iovec in[2] = { { first, 3 }, { second, 5 } };
	const struct iovec out[3] = { { (void *)"abc", 3 },
				      { (void *)"", 0 },
				      { (void *)"defgh", 5 } };
	int fd = MUST(memfd_create, "vectored", 0);

	EXPECT(pwritev2(fd, out, 3, far, 0), ==, 8);
	MUTATE(, MUST(ftruncate, fd, (uint32_t)far + 8));
	EXPECT_ROW("a position beyond 32 bits", lseek(fd, 0, SEEK_END), ==, far + 8);
	EXPECT(preadv2(fd, in, 2, far, 0), ==, 8);
	EXPECT_STR(first, "abc");
	EXPECT_STR(second, "defgh");
	EXPECT_ROW("a short read", preadv2(fd, in, 2, far + 4, 0), ==, 4L);
	EXPECT_STR(second, "hefgh");

	/* -1 is the file's own position. */
	MUST(lseek, fd, far + 2, SEEK_SET);
	EXPECT_ROW("at the file's own position", preadv2(fd, in, 1, -1, 0), ==, 3L);
	EXPECT_STR(first, "cde");
	EXPECT_ROW("which moves", lseek(fd, 0, SEEK_CUR), ==, far + 5);

	EXPECT_ROW("RWF_APPEND writes at the end", pwritev2(fd, out, 1, 0, RWF_APPEND), ==, 3L);
	EXPECT_ROW("the new end", lseek(fd, 0, SEEK_END), ==, far + 11);
	EXPECT_ROW("RWF_DSYNC", pwritev2(fd, out, 1, far, RWF_DSYNC), ==, 3L);
	EXPECT_ERROR(preadv2(fd, in, 2, 0, 1 << 30), EOPNOTSUPP);
	EXPECT_ERROR(preadv2(fd, in, 2, -2, 0), EINVAL);
	return 0;
}

#else

CASE(vectored_io, .rule = "FILE-15", .needs = NEEDS_LARGE_FILES, .shared = true,
     .summary = "preadv2(2) and pwritev2(2) honour 64-bit positions and their flags");

#endif
