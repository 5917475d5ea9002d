/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Services bound their memory by RLIMIT_AS (Dovecot by 256 MiB, test runners
 * and judges by less): the program must start under it and be refused more.
 */
#include "case.h"

#ifdef GUEST

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ANONYMOUS = MAP_PRIVATE | MAP_ANONYMOUS };

static const size_t little = 16UL << 20;
static const size_t bound = 256UL << 20;

static void check(void)
{
	struct rlimit limit;

	MUST(getrlimit, RLIMIT_AS, &limit);
	EXPECT(limit.rlim_cur, ==, bound);
	EXPECT_ROW("16 MiB are granted",
		   mmap(NULL, little, PROT_READ, ANONYMOUS, -1, 0) != MAP_FAILED, ==, true);
	EXPECT_ERROR(mmap(NULL, 2 * bound, PROT_READ, ANONYMOUS, -1, 0), ENOMEM);
}

int guest_main(void)
{
	const struct rlimit limit = { bound, bound };

	if (guest_role("limited")) {
		check();
		return 4;
	}
	/* Control: without the limit the large one is granted, too. */
	EXPECT_ROW("without a limit 512 MiB are granted",
		   mmap(NULL, 2 * bound, PROT_NONE, ANONYMOUS, -1, 0) != MAP_FAILED, ==, true);

	int pid = MUST(fork);

	if (pid == 0) {
		char *argv[] = { GUEST_SELF, "limited", NULL };

		MUTATE(MUST(setrlimit, RLIMIT_AS, &limit), (void)limit);
		execve(GUEST_SELF, argv, guest_envp);
		_exit(126);
	}

	int status = guest_wait(pid);

	EXPECT_ROW("a program starts under a limit of 256 MiB",
		   WIFEXITED(status) ? WEXITSTATUS(status) : -1, ==, 4);
	return 0;
}

#else

CASE(address_space_limit, .rule = "MEM-11",
     .summary = "a program starts under RLIMIT_AS, which refuses what exceeds it",
     .issues = { "https://github.com/orbstack/orbstack/issues/1487" }, .shared = true);

#endif
