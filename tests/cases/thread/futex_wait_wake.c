/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What every lock, condition variable and runtime scheduler is made of: the
 * value is compared before the wait, time limits end it, a wake counts whom it
 * woke, and waiters can be moved to another word.
 */
#include "case.h"

#ifdef GUEST

#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <time.h>
#include <unistd.h>

static int word;
static int other;

static long futex(int *at, int operation, long value, const void *fourth, int *to, long last)
{
	return syscall(SYS_futex, at, (long)operation, value, fourth, to, last);
}

static long now(void)
{
	struct timespec t;

	MUST(clock_gettime, CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000L + t.tv_nsec;
}

static int wait_once(void *argument)
{
	return futex(argument, FUTEX_WAIT, 0, NULL, NULL, 0) < 0 ? errno : 0;
}

static void check_time_limits(void)
{
	const struct timespec short_time = { 0, 20000000 };
	const struct timespec long_ago = { 0, 1 };
	const struct timespec nonsense = { 0, 2000000000 };
	long begin = now();

	EXPECT_ERROR(futex(&word, FUTEX_WAIT, 0, &short_time, NULL, 0), ETIMEDOUT);
	EXPECT(now() - begin, >=, short_time.tv_nsec);
	EXPECT_ERROR(
		futex(&word, FUTEX_WAIT_BITSET, 0, &long_ago, NULL, FUTEX_BITSET_MATCH_ANY),
		ETIMEDOUT);
	EXPECT_ERROR(futex(&word, FUTEX_WAIT, 0, &nonsense, NULL, 0), EINVAL);
}

int guest_main(void)
{
	struct guest_thread first;
	struct guest_thread second;
	long moved = 0;

	EXPECT_ERROR(futex(&word, FUTEX_WAIT, 1, NULL, NULL, 0), EAGAIN);
	EXPECT_ERROR(futex((int *)((char *)&word + 1), FUTEX_WAKE, 1, NULL, NULL, 0), EINVAL);
	EXPECT(futex(&word, FUTEX_WAKE, 1, NULL, NULL, 0), ==, 0);
	check_time_limits();

	/* It counts one as soon as the thread waits, and the thread returns. */
	MUST(thread_start, &first, wait_once, &word);
	while (futex(&word, FUTEX_WAKE, 1, NULL, NULL, 0) == 0)
		sched_yield();
	EXPECT(thread_join(&first), ==, 0);

	MUST(thread_start, &first, wait_once, &word);
	MUST(thread_start, &second, wait_once, &word);
	/* The limit of waiters to move stands where a time limit does. */
	while (moved < 2) {
		long n = futex(&word, FUTEX_CMP_REQUEUE, MUTATE(0, INT_MAX), (void *)INT_MAX,
			       &other, 0);

		if (!EXPECT(n, >=, 0))
			return 1;
		moved += n;
		sched_yield();
	}
	EXPECT_ERROR(futex(&word, FUTEX_CMP_REQUEUE, 0, (void *)1, &other, 5), EAGAIN);
	EXPECT(futex(&word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0), ==, 0);
	EXPECT(futex(&other, FUTEX_WAKE, 1, NULL, NULL, 0), ==, 1);
	EXPECT(futex(&other, FUTEX_WAKE, INT_MAX, NULL, NULL, 0), ==, 1);
	EXPECT(thread_join(&first), ==, 0);
	EXPECT(thread_join(&second), ==, 0);
	return 0;
}

#else

CASE(futex_wait_wake, .rule = "THREAD-3", .shared = true,
     .summary = "futex(2) compares, waits, times out, wakes and moves waiters", .seconds = 10);

#endif
