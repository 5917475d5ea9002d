/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Beyond RLIMIT_FSIZE a write raises SIGXFSZ, or fails with EFBIG where that
 * is ignored: build farms and web servers bound their children like this. */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LIMIT = 10000 };

static int write_much(bool ignore)
{
	int pid = MUST(fork);

	if (pid == 0) {
		static const char block[3 * LIMIT / 2];
		const struct rlimit limit = { LIMIT, LIMIT };
		int fd = MUST(open, "/tmp/limited", O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC,
			      0600);

		MUTATE(MUST(setrlimit, RLIMIT_FSIZE, &limit);, (void)limit;)
		if (ignore)
			MUST_SYS(rt_sigaction, SIGXFSZ, &(unsigned long[4]){ 1 }, 0, 8);
		EXPECT(write(fd, block, sizeof(block)), ==, (long)LIMIT);
		EXPECT_ERROR(write(fd, block, 1), EFBIG);
		EXPECT_ERROR(ftruncate(fd, LIMIT + 1), EFBIG);
		_exit(7);
	}

	/* Without the bit that tells of a core dump. */
	return guest_wait(pid) & ~0x80;
}

int guest_main(void)
{
	EXPECT(write_much(true), ==, 7 << 8);
	EXPECT(write_much(false), ==, SIGXFSZ);
	return 0;
}

#else

CASE(file_size_limit, .rule = "PROC-18",
     .summary = "a write beyond RLIMIT_FSIZE is cut, then raises SIGXFSZ or fails with EFBIG",
     .shared = true);

#endif
