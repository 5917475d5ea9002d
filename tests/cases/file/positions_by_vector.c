/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Reading and writing in parts at a position: the position of 64 bits comes in two
 * arguments, of which x86_64 uses the first.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#define FAR 0x140000000L

int guest_main(void)
{
	char a[4] = "";
	char b[8] = "";
	struct iovec out[2] = { { "ABC", 3 }, { "defgh", 5 } };
	struct iovec in[2] = { { a, 3 }, { b, 5 } };
	struct iovec wrong[1] = { { a, (size_t)1 << 63 } };
	const int fd = MUST(memfd_create, "vectors", 0);
	int ends[2];

	EXPECT(SYS(pwritev, fd, out, 2, MUTATE(FAR, 0), 0), ==, 8);
	EXPECT_ROW("pwritev leaves the position", lseek(fd, 0, SEEK_CUR), ==, 0);
	EXPECT_ROW("the file's size", lseek(fd, 0, SEEK_END), ==, FAR + 8);
	EXPECT(SYS(preadv, fd, in, 2, FAR, 0), ==, 8);
	EXPECT_ROW("preadv: first part", memcmp(a, "ABC", 3), ==, 0);
	EXPECT_ROW("preadv: second part", memcmp(b, "defgh", 5), ==, 0);
	EXPECT(SYS(preadv, fd, in, 2, FAR + 6, 0), ==, 2);
	EXPECT(SYS(preadv, fd, in, 2, FAR + 8, 0), ==, 0);
	EXPECT(SYS(preadv, fd, in, 0, 0, 0), ==, 0);
	EXPECT(SYS(preadv, fd, in, 2, -5, -1), ==, -EINVAL);
	EXPECT(SYS(preadv, fd, in, 1025, 0, 0), ==, -EINVAL);
	EXPECT(SYS(preadv, fd, wrong, 1, 0, 0), ==, -EINVAL);
	EXPECT(SYS(pwritev, fd, (void *)8, 1, 0, 0), ==, -EFAULT);
#ifndef GUEST_STATIC
	memset(a, 0, sizeof(a));
	EXPECT(preadv(fd, in, 2, FAR), ==, 8);
	EXPECT_ROW("preadv(3): first part", memcmp(a, "ABC", 3), ==, 0);
	EXPECT(pwritev(fd, out, 1, FAR + 5), ==, 3);
#else
	EXPECT(SYS(pwritev, fd, out, 1, FAR + 5, 0), ==, 3);
#endif
	EXPECT(SYS(preadv2, fd, in, 2, FAR, 0, 0), ==, 8);
	EXPECT_ROW("what pwritev overwrote", memcmp(b, "deABC", 5), ==, 0);

	/* -1 is the file's own position. */
	MUST(lseek, fd, 100, SEEK_SET);
	EXPECT(SYS(pwritev2, fd, out, 2, -1, -1, RWF_DSYNC), ==, 8);
	EXPECT_ROW("pwritev2 moves the position", lseek(fd, 0, SEEK_CUR), ==, 108);
	EXPECT(SYS(pwritev2, fd, out, 1, 0, 0, RWF_SYNC), ==, 3);
	EXPECT(SYS(pwritev2, fd, out, 1, 0, 0, RWF_APPEND), ==, 3);
	EXPECT_ROW("RWF_APPEND", lseek(fd, 0, SEEK_END), ==, FAR + 11);
	EXPECT(SYS(preadv2, fd, in, 1, 0, 0, RWF_HIPRI), ==, 3);
	EXPECT(SYS(preadv2, fd, in, 1, 0, 0, 0x40000000), ==, -EOPNOTSUPP);

	MUST(pipe, ends);
	/* Pipes know RWF_NOWAIT since Linux 6.4. */
	const long empty = SYS(preadv2, ends[0], in, 1, -1, -1, RWF_NOWAIT);

	EXPECT_ROW("an empty pipe is not waited for", empty == -EAGAIN || empty == -EOPNOTSUPP,
		   ==, true);
	EXPECT(SYS(preadv, ends[0], in, 1, 0, 0), ==, -ESPIPE);
	EXPECT(CALL(writev, ends[1], out, 2), ==, 8);
	EXPECT(CALL(readv, ends[0], in, 2), ==, 8);
	EXPECT_ROW("readv: second part", memcmp(b, "defgh", 5), ==, 0);
	EXPECT(SYS(writev, ends[1], out, -1), ==, -EINVAL);

	/* From memory into a pipe, and back; what didn't get there is not waited for. */
	MUST(fcntl, ends[0], F_SETFL, O_NONBLOCK);
	EXPECT(SYS(vmsplice, ends[1], out, 2, SPLICE_F_NONBLOCK), ==, 8);
	memset(b, 0, sizeof(b));
	EXPECT(SYS(vmsplice, ends[0], in, 2, 0), ==, 8);
	EXPECT_ROW("vmsplice: second part", memcmp(b, "defgh", 5), ==, 0);
	EXPECT(SYS(vmsplice, fd, out, 1, 0), ==, -EBADF);
	EXPECT(SYS(vmsplice, ends[1], out, 1, 0x100), ==, -EINVAL);
	EXPECT(SYS(splice, ends[0], NULL, fd, NULL, 5, SPLICE_F_NONBLOCK | SPLICE_F_MOVE), ==,
	       -EAGAIN);

	off_t at = FAR;

	EXPECT(SYS(splice, fd, &at, ends[1], NULL, 5, SPLICE_F_MORE), ==, 5);
	EXPECT_ROW("splice moves the offset", at, ==, FAR + 5);
	EXPECT(SYS(vmsplice, ends[1], out, 1, SPLICE_F_GIFT), ==, 3);
	EXPECT(read(ends[0], b, 8), ==, 8);
	EXPECT_ROW("what the pipe holds", memcmp(b, "ABCdeABC", 8), ==, 0);
	return 0;
}

#else

CASE(positions_by_vector, .rule = "FILE-15", .needs = NEEDS_LARGE_FILES, .shared = true,
     .summary = "readv, writev, preadv, pwritev, preadv2, pwritev2 and vmsplice put each part "
		"in its "
		"place");

#endif
