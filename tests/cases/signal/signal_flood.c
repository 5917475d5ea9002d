/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Go preempts its goroutines by SIGURG to their thread, at any rate: the
 * signals coalesce, nothing overruns, and the thread goes on computing.
 */
#include "case.h"

#ifdef GUEST

#include <linux/futex.h>
#include <signal.h>
#include <unistd.h>

enum { SIGNALS = 3000 };

static int ready;
static int done;
static volatile int hits;

static void handler(int number)
{
	(void)number;
	hits = hits + 1;
}

static int compute(void *argument)
{
	unsigned long value = 1;
	int wrong = 0;

	(void)argument;
	__atomic_store_n(&ready, gettid(), __ATOMIC_SEQ_CST);
	SYS(futex, &ready, FUTEX_WAKE, 1);
	while (!__atomic_load_n(&done, __ATOMIC_SEQ_CST)) {
		/* An odd number's inverse, by Newton's steps: exact or visibly not. */
		unsigned long inverse = value;

		for (int i = 0; i < 6; i++)
			inverse *= 2 - value * inverse;
		wrong += value * inverse != 1;
		value += 2;
	}
	return wrong;
}

int guest_main(void)
{
	struct sigaction action = { .sa_handler = handler };
	struct guest_thread thread;
	sigset_t set;
	sigset_t pending;
	int failures = 0;
	int wrong;

	MUST(sigaction, SIGURG, &action, NULL);
	MUST(thread_start, &thread, compute, NULL);
	while (!__atomic_load_n(&ready, __ATOMIC_SEQ_CST))
		SYS(futex, &ready, FUTEX_WAIT, 0, NULL);
	for (int i = 0; i < SIGNALS; i++)
		failures += syscall(SYS_tgkill, (long)getpid(), (long)ready, (long)SIGURG) != 0;
	__atomic_store_n(&done, 1, __ATOMIC_SEQ_CST);
	wrong = thread_join(&thread);
	TRIED(SIGNALS, wrong);
	EXPECT_ROW("what the flooded thread computed wrongly", wrong, ==, 0);
	EXPECT(failures, ==, 0);
	EXPECT(hits, >=, 1);
	EXPECT(hits, <=, SIGNALS);

	sigemptyset(&set);
	sigaddset(&set, SIGURG);
	MUTATE(MUST(sigprocmask, SIG_BLOCK, &set, NULL), );
	hits = 0;
	for (int i = 0; i < SIGNALS; i++)
		failures +=
			syscall(SYS_tgkill, (long)getpid(), (long)gettid(), (long)SIGURG) != 0;
	EXPECT(failures, ==, 0);
	MUST(sigpending, &pending);
	EXPECT(sigismember(&pending, SIGURG), ==, 1);
	MUST(sigprocmask, SIG_UNBLOCK, &set, NULL);
	EXPECT_ROW("blocked, all of them are one", hits, ==, 1);
	return 0;
}

#else

CASE(signal_flood, .rule = "SIG-6", .shared = true,
     .summary = "thousands of a standard signal coalesce and disturb nothing",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/4131",
		 "https://github.com/golang/go/issues/70329" });

#endif
