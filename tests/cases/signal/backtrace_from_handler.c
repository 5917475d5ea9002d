/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Crash reporters, sanitisers and exceptions of other languages walk the stack
 * from a handler through the signal's frame to the code that faulted. */
#include "case.h"

#ifdef GUEST

#include <execinfo.h>
#include <setjmp.h>
#include <signal.h>

enum { DEEPEST = 32, ALONE = 64 };

/* So that an address tells the function. */
#define OWN_BYTES __attribute__((noinline, aligned(ALONE)))

static int *volatile nowhere;
static void *frames[DEEPEST];
static int depth;
static sigjmp_buf back;

static OWN_BYTES void handler(int number)
{
	(void)number;
	depth = backtrace(frames, DEEPEST);
	siglongjmp(back, 1);
}

static OWN_BYTES void fault(void)
{
	*nowhere = 1;
	__asm__ volatile("");
}

static OWN_BYTES void caller(void)
{
	MUTATE(fault();, handler(0);)
	__asm__ volatile("");
}

static bool has(void (*function)(void))
{
	for (int i = 0; i < depth; i++) {
		const uintptr_t distance = (uintptr_t)frames[i] - (uintptr_t)function;

		if (distance < ALONE)
			return true;
	}
	return false;
}

OWN_BYTES int guest_main(void)
{
	const struct sigaction action = { .sa_handler = handler };

	/* The first call loads the unwinder, which no handler should. */
	backtrace(frames, DEEPEST);
	MUST(sigaction, SIGSEGV, &action, NULL);
	if (!sigsetjmp(back, 1))
		caller();
	EXPECT_ROW("the function that faulted is on the stack", has(fault), ==, true);
	EXPECT_ROW("its caller is on the stack", has(caller), ==, true);
	EXPECT_ROW("something lies above both", depth > 3, ==, true);
	return 0;
}

#else

CASE(backtrace_from_handler, .rule = "SIG-16", .shared = true,
     .summary = "backtrace(3) in a handler leads through the signal's frame to the fault",
     .flavours = GLIBC);

#endif
