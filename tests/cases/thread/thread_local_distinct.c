/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * errno, allocator caches and a runtime's current thread live in thread-local
 * storage: each thread starts from the program's image of it.
 */
#include "case.h"

#ifdef GUEST

#include <linux/futex.h>

enum { THREADS = 4, ALIGNMENT = 64 };

static MUTATE(__thread, ) long initialised = 0x5eed;
static __thread char zeroed[1000];
static __thread _Alignas(ALIGNMENT) char aligned[ALIGNMENT];

static int arrived;
static long *places[THREADS];

static int use(void *argument)
{
	int number = (int)(intptr_t)argument;
	int wrong = initialised != 0x5eed;
	int n;

	for (size_t i = 0; i < sizeof(zeroed); i++)
		wrong += zeroed[i] != 0;
	wrong += (uintptr_t)aligned % ALIGNMENT != 0;
	places[number] = &initialised;
	initialised = number;
	zeroed[999] = (char)number;

	/* Every thread has written its own before any looks again. */
	if (__atomic_add_fetch(&arrived, 1, __ATOMIC_SEQ_CST) == THREADS)
		SYS(futex, &arrived, FUTEX_WAKE, THREADS);
	while ((n = __atomic_load_n(&arrived, __ATOMIC_SEQ_CST)) < THREADS)
		SYS(futex, &arrived, FUTEX_WAIT, n, NULL);
	return wrong + (initialised != number) + (zeroed[999] != (char)number);
}

int guest_main(void)
{
	struct guest_thread threads[THREADS];

	initialised = 77;
	for (int i = 0; i < THREADS; i++)
		if (!EXPECT(thread_start(&threads[i], use, (void *)(intptr_t)i), ==, 0))
			return 1;
	for (int i = 0; i < THREADS; i++)
		EXPECT_ROW("what a thread found wrong", thread_join(&threads[i]), ==, 0);
	EXPECT(initialised, ==, 77);
	for (int i = 0; i < THREADS; i++) {
		EXPECT_ROW("a thread's variable is not main's", (void *)places[i], !=,
			   (void *)&initialised);
		for (int j = 0; j < i; j++)
			EXPECT_ROW("two threads' variables differ", (void *)places[i], !=,
				   (void *)places[j]);
	}
	return 0;
}

#else

CASE(thread_local_distinct, .rule = "THREAD-2", .shared = true,
     .summary = "thread-local variables start from the program's image and are a thread's own");

#endif
