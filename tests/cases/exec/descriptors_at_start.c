/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A program starts with the descriptors it was given and no others: daemons
 * count on open(2) giving the lowest free number, and list /proc/self/fd to
 * find what they inherited.
 */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>

enum { REPORT = 200 };

/* How many descriptors /proc/self/fd shows, but for the report's and the one
 * it is read by. */
static int listed(void)
{
	struct entry {
		uint64_t inode;
		int64_t offset;
		unsigned short length;
		unsigned char type;
		char name[];
	};
	static char buffer[8192] __attribute__((aligned(8)));
	int fd = MUST(open, "/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int count = 0;
	long n;

	while ((n = MUST_SYS(getdents64, fd, buffer, sizeof(buffer))) > 0) {
		for (long at = 0; at < n;) {
			const struct entry *e = (const struct entry *)(buffer + at);

			at += e->length;
			if (e->name[0] == '.')
				continue;
			if (e->name[0] > '2' || e->name[1])
				NOTE("descriptor", "%s", e->name);
			count++;
		}
	}
	close(fd);
	return count - 2;
}

int guest_main(void)
{
	/* The report is open at 200, or this runs by hand. */
	bool report = SYS(fcntl, REPORT, F_GETFD) >= 0;

	MUTATE(, SYS(dup, 0));
	EXPECT(fcntl(0, F_DUPFD, 0), ==, 3);
	EXPECT(close(3), ==, 0);
	for (int fd = 3; fd < REPORT; fd++)
		if (!EXPECT(SYS(fcntl, fd, F_GETFD), ==, -EBADF))
			break;
	EXPECT(listed() + !report, ==, 3);
	return 0;
}

#else

CASE(descriptors_at_start, .rule = "EXEC-10",
     .summary = "a program starts with the three standard descriptors and no others");

#endif
