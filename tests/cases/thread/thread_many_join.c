/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Thread pools: databases and build tools start dozens of threads at once and
 * rely on all of them running at the same time, each with an id of its own.
 */
#include "case.h"

#ifdef GUEST

#include <linux/futex.h>
#include <unistd.h>

enum { THREADS = 32, ROUNDS = 30 };

static int arrived;
static int tids[THREADS];

/* Returns when all threads are here: none can have ended before. */
static int meet(void *argument)
{
	int *tid = argument;

	*tid = gettid();

	int n = __atomic_add_fetch(&arrived, 1, __ATOMIC_SEQ_CST);

	if (n == THREADS)
		SYS(futex, &arrived, FUTEX_WAKE, THREADS);
	while ((n = __atomic_load_n(&arrived, __ATOMIC_SEQ_CST)) < THREADS)
		SYS(futex, &arrived, FUTEX_WAIT, n, NULL);
	return MUTATE(*tid, 0);
}

static int echo(void *argument)
{
	return *(int *)argument + 1;
}

int guest_main(void)
{
	static struct guest_thread threads[THREADS];
	int clashes = 0;
	int right = 0;

	for (int i = 0; i < THREADS; i++)
		if (!EXPECT(thread_start(&threads[i], meet, &tids[i]), ==, 0))
			return 1;
	for (int i = 0; i < THREADS; i++)
		right += thread_join(&threads[i]) == tids[i];
	EXPECT(right, ==, THREADS);
	for (int i = 0; i < THREADS; i++) {
		clashes += tids[i] == getpid() || tids[i] <= 0;
		for (int j = 0; j < i; j++)
			clashes += tids[i] == tids[j];
	}
	EXPECT(clashes, ==, 0);
	EXPECT(gettid(), ==, getpid());

	right = 0;
	for (int i = 0; i < ROUNDS; i++) {
		if (!EXPECT(thread_start(&threads[0], echo, &i), ==, 0))
			return 1;
		right += thread_join(&threads[0]) == i + 1;
	}
	TRIED(ROUNDS, ROUNDS - right);
	EXPECT(right, ==, ROUNDS);
	return 0;
}

#else

CASE(thread_many_join, .rule = "THREAD-1", .shared = true,
     .summary = "32 threads run at once, and each end hands its value over",
     .issues = { "https://github.com/apple/container/issues/293" });

#endif
