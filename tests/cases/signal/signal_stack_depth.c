/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Signals come at every depth of the stack. A frame that is built from a stack
 * pointer of another time lies over data that are live.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <sched.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { WORDS = 100, DEPTH = 16, MILLISECONDS = 700, LEAST = 20 };

static volatile int stop, worker;
static volatile long hits, overwritten, rounds;

static void handler(int number)
{
	(void)number;
	__atomic_fetch_add(&hits, 1, __ATOMIC_SEQ_CST);
}

static void spin(int n)
{
	for (volatile int i = 0; i < n; i++)
		;
}

static __attribute__((noinline)) void deep(int level, unsigned long seed)
{
	const unsigned long start = (seed + (unsigned long)level) * 0x9e3779b97f4a7c15UL;
	volatile unsigned long pattern[WORDS];

	for (unsigned i = 0; i < WORDS; i++)
		pattern[i] = start + i;
	if (level > 0) {
		deep(level - 1, seed);
	} else {
		if (seed % 3 == 0)
			SYS(sched_yield);
		spin(500);
	}
	for (unsigned i = 0; i < WORDS; i++)
		if (pattern[i] != start + MUTATE(i, i + 1)) {
			overwritten++;
			break;
		}
}

static int work(void *argument)
{
	(void)argument;
	worker = gettid();
	for (unsigned long seed = 1; !stop && !overwritten; seed++) {
		spin(1500);
		if (seed % 2)
			SYS(sched_yield);
		deep(DEPTH, seed);
		rounds++;
	}
	return 0;
}

int guest_main(void)
{
	const struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };
	const struct timespec pause = { 0, 40000 };
	struct guest_thread thread;
	struct timespec start;
	struct timespec now;

	MUST(sigaction, SIGUSR1, &action, NULL);
	MUST(thread_start, &thread, work, NULL);
	MUST(clock_gettime, CLOCK_MONOTONIC, &start);
	do {
		for (int i = 0; i < 10; i++) {
			if (worker)
				SYS(tgkill, getpid(), worker, SIGUSR1);
			nanosleep(&pause, NULL);
		}
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (!overwritten &&
		 ((now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1000000 <
			  MILLISECONDS ||
		  hits < LEAST || rounds < LEAST));
	stop = 1;
	thread_join(&thread);
	TRIED((int)hits, (int)overwritten);
	EXPECT_ROW("data on the stack while signals come", overwritten, ==, 0L);
	return 0;
}

#else

CASE(signal_stack_depth, .rule = "SIG-40", .shared = true,
     .summary =
	     "a signal's frame lies below the stack that is in use, however deep it is by then",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/5901" });

#endif
