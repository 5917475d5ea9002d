/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Shells move their descriptors about in all of these ways. A copy shares the
 * position and the status flags, and has the flag close-on-exec to itself.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

/* Do both have one position? */
static bool same(int a, int b)
{
	static off_t position = 100;

	position++;
	return lseek(a, position, SEEK_SET) == position && lseek(b, 0, SEEK_CUR) == position;
}

static bool closes(int fd)
{
	return fcntl(fd, F_GETFD) == FD_CLOEXEC;
}

int guest_main(void)
{
	const int fd = MUST(memfd_create, "copies", MFD_CLOEXEC);
	struct rlimit limit;
	int copy;

	MUST(getrlimit, RLIMIT_NOFILE, &limit);
	MUST(write, fd, "0123456789", 10);

	copy = (int)CALL(dup, fd);
	if (EXPECT_ROW("dup", copy, >, fd)) {
		EXPECT_ROW("dup gives the same file", same(fd, copy), ==, true);
		EXPECT_ROW("dup: close-on-exec", closes(copy), ==, false);
		EXPECT(lseek(copy, 3, SEEK_SET), ==, 3);
		EXPECT_ROW("dup: one position", lseek(fd, 0, SEEK_CUR), ==, MUTATE(3, 10));
		EXPECT(fcntl(copy, F_SETFL, O_APPEND), ==, 0);
		EXPECT_ROW("dup: one set of status flags", fcntl(fd, F_GETFL) & O_APPEND, ==,
			   O_APPEND);
		close(copy);
	}
	EXPECT_ROW("the file is still open", lseek(fd, 0, SEEK_END), ==, 10);

	EXPECT(CALL(dup3, fd, 70, O_CLOEXEC), ==, 70);
	EXPECT_ROW("dup3 with O_CLOEXEC", closes(70) && same(fd, 70), ==, true);
	EXPECT(CALL(dup3, fd, 70, 0), ==, 70);
	EXPECT_ROW("dup3 without", closes(70), ==, false);
	EXPECT(CALL(dup3, fd, fd, 0), ==, -EINVAL);
	EXPECT(CALL(dup3, fd, 71, O_APPEND), ==, -EINVAL);
	EXPECT(CALL(dup3, fd, (int)limit.rlim_cur, 0), ==, -EBADF);
#ifdef __x86_64__
	EXPECT(CALL(dup2, fd, 72), ==, 72);
	EXPECT_ROW("dup2", same(fd, 72) && !closes(72), ==, true);
	EXPECT(CALL(dup2, fd, fd), ==, fd);
	EXPECT_ROW("dup2 to itself changes nothing", closes(fd), ==, true);
	EXPECT(CALL(dup2, 999, 999), ==, -EBADF);
	EXPECT(CALL(dup2, 999, 72), ==, -EBADF);
	EXPECT_ROW("a refused dup2 closes nothing", same(fd, 72), ==, true);
#endif
	EXPECT(CALL(fcntl, fd, F_DUPFD, 80), ==, 80);
	EXPECT(CALL(fcntl, fd, F_DUPFD, 80), ==, 81);
	EXPECT_ROW("F_DUPFD", same(80, 81) && !closes(81), ==, true);
	EXPECT(CALL(fcntl, fd, F_DUPFD_CLOEXEC, 80), ==, 82);
	EXPECT_ROW("F_DUPFD_CLOEXEC", closes(82), ==, true);
	EXPECT(CALL(fcntl, 82, F_SETFD, 0), ==, 0);
	EXPECT_ROW("F_SETFD", closes(82), ==, false);
	EXPECT(CALL(fcntl, fd, F_DUPFD, (int)limit.rlim_cur), ==, -EINVAL);
	EXPECT(CALL(dup, 999), ==, -EBADF);
	EXPECT(CALL(fcntl, 999, F_GETFD), ==, -EBADF);

	return 0;
}

#else

CASE(descriptor_copies, .rule = "FILE-40", .shared = true,
     .summary = "dup, dup2, dup3 and F_DUPFD give a descriptor for the same open file, at the "
		"number asked for");

#endif
