/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Locks that lend their holder the waiter's priority: audio servers and
 * real-time software use them. The word holds the owner's thread id, which
 * the kernel compares with who calls.
 */
#include "case.h"

#ifdef GUEST

#include <linux/futex.h>
#include <unistd.h>

enum { THREADS = 8, ROUNDS = 50 };

static unsigned word;
static volatile long counted;

static long pi(int operation)
{
	return syscall(SYS_futex, &word, (long)operation, 0L, NULL, NULL, 0L);
}

static int as_stranger(void *argument)
{
	(void)argument;
	EXPECT_ERROR(pi(FUTEX_TRYLOCK_PI), EAGAIN);
	EXPECT_ERROR(pi(FUTEX_UNLOCK_PI), EPERM);
	return 0;
}

static int count(void *argument)
{
	(void)argument;

	const unsigned own = (unsigned)gettid();
	int failures = 0;

	for (int i = 0; i < ROUNDS; i++) {
		unsigned seen = 0;

		if (!__atomic_compare_exchange_n(&word, &seen, own, false, __ATOMIC_ACQUIRE,
						 __ATOMIC_RELAXED))
			failures += pi(FUTEX_LOCK_PI_PRIVATE) != 0;
		counted = counted + 1;
		seen = own;
		if (!__atomic_compare_exchange_n(&word, &seen, 0, false, __ATOMIC_RELEASE,
						 __ATOMIC_RELAXED))
			failures += pi(FUTEX_UNLOCK_PI_PRIVATE) != 0;
	}
	return failures;
}

int guest_main(void)
{
	struct guest_thread threads[THREADS];
	int failures = 0;
	long r = pi(FUTEX_LOCK_PI);

	REFUSE_IF(r < 0 && errno == ENOSYS, "FUTEX_LOCK_PI: ENOSYS");
	if (!EXPECT(r, ==, 0L))
		return 1;
	MUTATE(, word = FUTEX_TID_MASK);
	EXPECT(word & FUTEX_TID_MASK, ==, (unsigned)gettid());
	EXPECT_ERROR(pi(FUTEX_LOCK_PI), EDEADLK);
	MUST(thread_start, &threads[0], as_stranger, NULL);
	thread_join(&threads[0]);
	EXPECT(pi(FUTEX_UNLOCK_PI), ==, 0L);
	EXPECT(word, ==, 0U);

	for (int i = 0; i < THREADS; i++)
		MUST(thread_start, &threads[i], count, NULL);
	for (int i = 0; i < THREADS; i++)
		failures += thread_join(&threads[i]);
	EXPECT(failures, ==, 0);
	EXPECT(counted, ==, THREADS * ROUNDS);
	return 0;
}

#else

CASE(futex_pi_lock, .rule = "THREAD-8", .needs = NEEDS_FUTEX_PI, .shared = true,
     .summary = "a priority-inheriting futex belongs to the thread whose id it holds",
     .issues = { "https://github.com/orbstack/orbstack/issues/380" }, .seconds = 10);

#endif
