/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A program that has used up its stack can still say so, on the alternate
 * stack: Java's StackOverflowError, Rust's and OCaml's messages.
 */
#include "case.h"

#ifdef GUEST

#include "fault.h"

#include <string.h>
#include <sys/resource.h>

enum { FRAME = 8192, NEAR = 65536 };

/* So that no compiler sees a recursion without an end, or unrolls it. */
static void (*volatile next)(void *);

static void recurse(void *argument)
{
	volatile char frame[FRAME];

	frame[0] = 1;
	next(argument);
	(void)frame[0];
}

static stack_t inside;
static int change_error;

static void look(int number)
{
	stack_t other = { .ss_flags = SS_DISABLE };

	(void)number;
	MUST(sigaltstack, NULL, &inside);
	change_error = sigaltstack(&other, NULL) < 0 ? errno : 0;
}

int guest_main(void)
{
	static char room[32768];
	const stack_t stack = { .ss_sp = room, .ss_size = sizeof(room) };
	const stack_t tiny = { .ss_sp = room, .ss_size = 256 };
	struct sigaction action = { .sa_handler = look, .sa_flags = MUTATE(SA_ONSTACK, 0) };
	struct rlimit limit;

	next = recurse;
	MUST(getrlimit, RLIMIT_STACK, &limit);
	if (limit.rlim_cur > 2 << 20)
		limit.rlim_cur = 2 << 20;
	MUST(setrlimit, RLIMIT_STACK, &limit);

	struct guest_fault fault = guest_fault(recurse, NULL);

	EXPECT_ROW("a stack overflow's signal", fault.signal, ==, SIGSEGV);
	EXPECT_ROW("its handler runs on the alternate stack", fault.alternate, ==, true);
	/* The frame's first access lies below the stack pointer's page. */
	EXPECT_ROW("si_addr is near the stack pointer",
		   fault.address - fault.stack + NEAR < 2UL * NEAR, ==, true);

	MUST(sigaltstack, &stack, NULL);
	MUST(sigaction, SIGUSR1, &action, NULL);
	raise(SIGUSR1);
	EXPECT(inside.ss_sp == room && inside.ss_size == sizeof(room), ==, true);
	EXPECT(inside.ss_flags, ==, SS_ONSTACK);
	EXPECT_ROW("sigaltstack(2) while in use", change_error, ==, EPERM);
	EXPECT(sigaltstack(NULL, &inside), ==, 0);
	EXPECT(inside.ss_flags, ==, 0);
	EXPECT_ERROR(sigaltstack(&tiny, NULL), ENOMEM);
	return 0;
}

#else

CASE(stack_overflow_altstack, .rule = "SIG-4",
     .summary = "a stack overflow is handled on the alternate stack", .seconds = 10,
     .shared = true);

#endif
