/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Services run with few descriptors allowed: all of these are the program's
 * own, and a program starts and opens files under the limit. */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LIMIT = 16 };

static int count_free(void)
{
	int last = -1;
	int fd;

	while ((fd = open("/", O_RDONLY | O_DIRECTORY)) >= 0)
		last = fd;
	EXPECT_ROW("no descriptor beyond the limit", errno, ==, EMFILE);
	return last;
}

int guest_main(void)
{
	const struct rlimit limit = { MUTATE(LIMIT, LIMIT + 1), LIMIT + 1 };

	if (guest_role("limited")) {
		EXPECT(count_free(), ==, LIMIT - 1);
		EXPECT_ERROR(dup2(0, LIMIT), EBADF);
		EXPECT_ERROR(fcntl(0, F_DUPFD, LIMIT), EINVAL);
		return 51;
	}
	MUST(setrlimit, RLIMIT_NOFILE, &limit);
	EXPECT_ROW("a program starts with 16 descriptors",
		   guest_run(GUEST_SELF, "limited", NULL), ==, 51 << 8);
	EXPECT(count_free(), ==, LIMIT - 1);
	return 0;
}

#else

CASE(descriptors_limit, .rule = "PROC-18",
     .summary = "a program under a small RLIMIT_NOFILE starts and has all of its descriptors",
     .shared = true);

#endif
