/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Every operation on futexes, alone and shared between processes: the word is the
 * kernel's to look at, and how many waiters woke or moved is told.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <linux/futex.h>
#include <sched.h>
#include <time.h>
#include <unistd.h>

static int words[4];
static volatile int sleeping, woken;

struct sleep_at {
	int *word;
	int operation;
	unsigned bits;
};

static int sleeper(void *argument)
{
	const struct sleep_at *at = argument;
	const struct timespec limit = { 20, 0 };

	__atomic_fetch_add(&sleeping, 1, __ATOMIC_SEQ_CST);

	const long r = SYS(futex, at->word, at->operation, 0,
			   at->operation & FUTEX_WAIT_BITSET ? NULL : &limit, NULL, at->bits);

	__atomic_fetch_add(&woken, 1, __ATOMIC_SEQ_CST);
	return (int)r;
}

/* Wakes until as many as these have been woken, in case one was not asleep yet. */
static int woken_by(long operation, int *word, long value, long value2, int *word2, long value3,
		    int wanted)
{
	int n = 0;

	for (int i = 0; i < 20000 && n < wanted; i++) {
		const long r = SYS(futex, word, operation, value, value2, word2, value3);

		if (r < 0)
			return (int)r;
		n += (int)r;
		if (n < wanted)
			SYS(sched_yield);
	}
	return n;
}

static void wait_for(struct guest_thread *threads, int n)
{
	for (int i = 0; i < n; i++)
		thread_join(&threads[i]);
}

static void check_set(const char *which, int private)
{
	struct guest_thread threads[2];
	struct sleep_at plain = { &words[0], FUTEX_WAIT | private, 0 };
	struct sleep_at bits = { &words[0], FUTEX_WAIT_BITSET | private, 0x10 };
	char claim[64];

	guest_format(claim, sizeof(claim), "FUTEX_WAKE%s", which);
	MUST(thread_start, &threads[0], sleeper, &plain);
	EXPECT_ROW(claim, woken_by(FUTEX_WAKE | private, &words[0], 1, 0, NULL, 0, 1), ==, 1);
	wait_for(threads, 1);

	guest_format(claim, sizeof(claim), "FUTEX_WAKE_BITSET%s", which);
	MUST(thread_start, &threads[0], sleeper, &bits);
	EXPECT_ROW(claim,
		   SYS(futex, &words[0], FUTEX_WAKE_BITSET | private, 1, NULL, NULL, 0x0f), ==,
		   0L);
	EXPECT_ROW(claim,
		   woken_by(FUTEX_WAKE_BITSET | private, &words[0], 1, 0, NULL,
			    MUTATE(0x30, 0x20), 1),
		   ==, 1);
	wait_for(threads, 1);

	/* One is moved to another word, and woken there. */
	guest_format(claim, sizeof(claim), "FUTEX_CMP_REQUEUE%s", which);
	MUST(thread_start, &threads[0], sleeper, &plain);
	EXPECT_ROW(claim,
		   woken_by(FUTEX_CMP_REQUEUE | private, &words[0], 0, 1, &words[1], 0, 1), ==,
		   1);
	EXPECT_ROW(claim, SYS(futex, &words[0], FUTEX_WAKE | private, 9), ==, 0L);
	EXPECT_ROW(claim, SYS(futex, &words[1], FUTEX_WAKE | private, 9), ==, 1L);
	EXPECT_ROW(claim,
		   SYS(futex, &words[0], FUTEX_CMP_REQUEUE | private, 0, 1, &words[1], 7), ==,
		   (long)-EAGAIN);
	wait_for(threads, 1);
	guest_format(claim, sizeof(claim), "FUTEX_REQUEUE%s", which);
	MUST(thread_start, &threads[0], sleeper, &plain);
	EXPECT_ROW(claim, woken_by(FUTEX_REQUEUE | private, &words[0], 0, 1, &words[1], 0, 1),
		   ==, 1);
	EXPECT_ROW(claim, SYS(futex, &words[1], FUTEX_WAKE | private, 9), ==, 1L);
	wait_for(threads, 1);

	/* Adds 5 to the second word, and wakes there too if it was 0. */
	guest_format(claim, sizeof(claim), "FUTEX_WAKE_OP%s", which);
	words[2] = 10;
	EXPECT_ROW(claim,
		   SYS(futex, &words[0], FUTEX_WAKE_OP | private, 1, 1, &words[2],
		       FUTEX_OP(FUTEX_OP_ADD, 5, FUTEX_OP_CMP_EQ, 0)),
		   ==, 0L);
	EXPECT_ROW(claim, words[2], ==, 15);
	words[3] = 6;
	SYS(futex, &words[0], FUTEX_WAKE_OP | private, 1, 1, &words[3],
	    FUTEX_OP(FUTEX_OP_XOR, 3, FUTEX_OP_CMP_LT, 0));
	EXPECT_ROW(claim, words[3], ==, 5);

	/* Locks with priorities: the word holds the owner's number. */
	guest_format(claim, sizeof(claim), "FUTEX_LOCK_PI%s", which);
	words[1] = 0;
	EXPECT_ROW(claim, SYS(futex, &words[1], FUTEX_LOCK_PI | private, 0, NULL, NULL, 0), ==,
		   0L);
	EXPECT_ROW(claim, words[1], ==, gettid());
	EXPECT_ROW(claim, SYS(futex, &words[1], FUTEX_LOCK_PI | private, 0, NULL, NULL, 0), ==,
		   (long)-EDEADLK);
	EXPECT_ROW(claim, SYS(futex, &words[1], FUTEX_TRYLOCK_PI | private, 0, NULL, NULL, 0),
		   ==, (long)-EDEADLK);
	EXPECT_ROW(claim, SYS(futex, &words[1], FUTEX_UNLOCK_PI | private, 0, NULL, NULL, 0),
		   ==, 0L);
	EXPECT_ROW(claim, words[1], ==, 0);
	EXPECT_ROW(claim, SYS(futex, &words[1], FUTEX_UNLOCK_PI | private, 0, NULL, NULL, 0),
		   ==, (long)-EPERM);
	EXPECT_ROW(claim, SYS(futex, &words[1], FUTEX_TRYLOCK_PI | private, 0, NULL, NULL, 0),
		   ==, 0L);
	EXPECT_ROW(claim, SYS(futex, &words[1], FUTEX_UNLOCK_PI | private, 0, NULL, NULL, 0),
		   ==, 0L);
	/* Since Linux 5.14. */
	const long second = SYS(futex, &words[1], FUTEX_LOCK_PI2 | private, 0, NULL, NULL, 0);

	EXPECT_ROW("FUTEX_LOCK_PI2", second == 0 || second == -ENOSYS, ==, true);
	if (second == 0)
		SYS(futex, &words[1], FUTEX_UNLOCK_PI | private, 0, NULL, NULL, 0);
	EXPECT_ROW("FUTEX_CMP_REQUEUE_PI of nobody",
		   SYS(futex, &words[0], FUTEX_CMP_REQUEUE_PI | private, 1, 0, &words[1], 0),
		   ==, 0L);
	const struct timespec past = { 1, 0 };

	EXPECT_ROW(
		"FUTEX_WAIT_REQUEUE_PI until it is too late",
		SYS(futex, &words[0], FUTEX_WAIT_REQUEUE_PI | private, 0, &past, &words[1], 0),
		==, (long)-ETIMEDOUT);
	words[0] = 0;
}

int guest_main(void)
{
	struct timespec until;
	const struct timespec bad = { 0, 1000000000 };

	check_set("", 0);
	check_set("_PRIVATE", FUTEX_PRIVATE_FLAG);
	EXPECT(SYS(futex, &words[0], FUTEX_WAIT, 1, NULL), ==, -EAGAIN);
	EXPECT(SYS(futex, &words[0], FUTEX_WAIT, 0, &bad), ==, -EINVAL);
	EXPECT(SYS(futex, (char *)words + 1, FUTEX_WAKE, 1), ==, -EINVAL);
	EXPECT(SYS(futex, &words[0], FUTEX_WAIT_BITSET, 0, NULL, NULL, 0), ==, -EINVAL);
	EXPECT(SYS(futex, &words[0], 99, 0), ==, -ENOSYS);
	MUST(clock_gettime, CLOCK_REALTIME, &until);
	EXPECT(SYS(futex, &words[0], FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 0, &until, NULL,
		   -1),
	       ==, -ETIMEDOUT);
	EXPECT(SYS(futex, &words[0], FUTEX_WAKE | FUTEX_CLOCK_REALTIME, 1), ==, -ENOSYS);
	return 0;
}

#else

CASE(futex_operations, .rule = "THREAD-43", .shared = true,
     .summary = "each operation on futexes wakes, moves, adds and locks as many as it tells");

#endif
