/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A lock made of compare-and-exchange and futex, as in every libc: no count
 * made under it is lost, and none made by an atomic addition.
 */
#include "case.h"

#ifdef GUEST

#include <linux/futex.h>

enum { THREADS = 4, ROUNDS = 1000 };

enum { FREE, HELD, CONTENDED };

static int lock;
static volatile long counted;
static long added;

static void acquire(void)
{
	int seen = FREE;

	if (__atomic_compare_exchange_n(&lock, &seen, HELD, false, __ATOMIC_ACQUIRE,
					__ATOMIC_RELAXED) MUTATE(, || true))
		return;
	while (__atomic_exchange_n(&lock, CONTENDED, __ATOMIC_ACQUIRE) != FREE)
		SYS(futex, &lock, FUTEX_WAIT_PRIVATE, CONTENDED, NULL);
}

static void release(void)
{
	if (__atomic_exchange_n(&lock, FREE, __ATOMIC_RELEASE) == CONTENDED)
		SYS(futex, &lock, FUTEX_WAKE_PRIVATE, 1);
}

static int count(void *argument)
{
	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		acquire();
		MUTATE(counted = counted + 1, long old = counted; SYS(sched_yield);
		       counted = old + 1);
		release();
		__atomic_add_fetch(&added, 1, __ATOMIC_RELAXED);
	}
	return 0;
}

int guest_main(void)
{
	struct guest_thread threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		MUST(thread_start, &threads[i], count, NULL);
	for (int i = 0; i < THREADS; i++)
		thread_join(&threads[i]);
	EXPECT(counted, ==, THREADS * ROUNDS);
	EXPECT(added, ==, THREADS * ROUNDS);
	EXPECT(lock, ==, FREE);
	return 0;
}

#else

CASE(futex_mutex_exact, .rule = "THREAD-4", .shared = true,
     .summary = "four threads that count under a futex lock lose no count",
     .issues = { "https://github.com/citusdata/docker/issues/224" });

#endif
