/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The stack grows to its limit, which is inherited over execve(2), and no
 * further: compilers raise it, services lower it. */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { STEP = 1 << 14 };

static const size_t mib = 1UL << 20;

/* Uses this much of the stack. */
static __attribute__((noinline)) unsigned deep(size_t left)
{
	volatile char block[STEP];

	block[0] = (char)left;
	block[STEP - 1] = 1;
	return left > STEP ? deep(left - STEP) + (unsigned char)block[STEP - 1] : 1;
}

static int run_limited(size_t limit, const char *use)
{
	int pid = MUST(fork);

	if (pid == 0) {
		struct rlimit r;
		char *argv[] = { GUEST_SELF, (char *)"use", (char *)use, NULL };

		MUST(getrlimit, RLIMIT_STACK, &r);
		r.rlim_cur = limit;
		MUST(setrlimit, RLIMIT_STACK, &r);
		execve(GUEST_SELF, argv, guest_envp);
		_exit(126);
	}

	/* Without the bit that tells of a core dump. */
	return guest_wait(pid) & ~0x80;
}

int guest_main(void)
{
	if (guest_role("use")) {
		const size_t use = strtoul(guest_argv[2], NULL, 10) * mib;
		struct rlimit r;

		MUST(getrlimit, RLIMIT_STACK, &r);
		return deep(use) == use / STEP ? (int)(r.rlim_cur / mib) : 1;
	}
	const char *const much = MUTATE("4", "1");

	EXPECT_ROW("1 MiB of 2 can be used", run_limited(2 * mib, "1"), ==, 2 << 8);
	EXPECT_ROW("4 MiB of 2 raise SIGSEGV", run_limited(2 * mib, much), ==, SIGSEGV);
	EXPECT_ROW("48 MiB of 64 can be used", run_limited(64 * mib, "48"), ==, 64 << 8);
	return 0;
}

#else

CASE(stack_limit, .rule = "MEM-18",
     .summary = "the stack grows to RLIMIT_STACK, larger or smaller than usual, and no further",
     .seconds = 10, .needs = NEEDS_LARGE_STACK, .shared = true);

#endif
