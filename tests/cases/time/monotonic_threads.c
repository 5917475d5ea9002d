/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * CLOCK_MONOTONIC never runs backwards, also not from one CPU to another: a
 * time that was read before a message was sent is not later than one read
 * after it came.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"

#include <time.h>

enum { THREADS = 3, TURNS = 300 };

static int turn;
static int64_t latest;
static int backwards;

static int64_t now(void)
{
	struct timespec t = { 0, 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000L + t.tv_nsec;
}

static int reader(void *argument)
{
	const int number = *(const int *)argument;

	litmus_pin(number);
	for (;;) {
		int at = __atomic_load_n(&turn, __ATOMIC_ACQUIRE);

		if (at >= TURNS)
			return 0;
		if (at % THREADS != number) {
			SYS(sched_yield);
			continue;
		}

		int64_t t = now() - MUTATE(0, number * 1000000000L);

		backwards += t < latest;
		latest = t;
		__atomic_store_n(&turn, at + 1, __ATOMIC_RELEASE);
	}
}

int guest_main(void)
{
	struct guest_thread threads[THREADS];
	static int numbers[THREADS];
	int64_t start = now();

	for (int i = 0; i < THREADS; i++) {
		numbers[i] = i;
		if (thread_start(&threads[i], reader, &numbers[i]) != 0)
			guest_set_up_failed(GUEST_WHERE, "thread_start", -EAGAIN);
	}
	for (int i = 0; i < THREADS; i++)
		thread_join(&threads[i]);
	TRIED(TURNS, backwards);
	EXPECT(backwards, ==, 0);
	/* However coarse the clock is, it goes on. */
	while (now() == start)
		SYS(sched_yield);
	EXPECT(latest, >=, start);
	EXPECT(now(), >, start);
	return 0;
}

#else

CASE(monotonic_threads, .rule = "TIME-3", .shared = true,
     .summary = "CLOCK_MONOTONIC never runs backwards between threads on different CPUs");

#endif
