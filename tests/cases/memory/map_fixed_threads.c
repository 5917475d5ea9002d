/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Allocators of many threads carve one reservation at the same time. A
 * translator keeps its own list of the program's mappings meanwhile.
 */
#include "case.h"

#ifdef GUEST

#include <sys/mman.h>

enum { THREADS = 8, ROUNDS = 40, WINDOW = 8, ANONYMOUS = MAP_PRIVATE | MAP_ANONYMOUS };

static char *area;
static int all_there;

static int carve(void *argument)
{
	const size_t page = GUEST_PAGE;
	char *window = area + (size_t)argument * WINDOW * page;
	int wrong = 0;

	/* A stack for the next thread might come to lie in a gap. */
	while (!__atomic_load_n(&all_there, __ATOMIC_ACQUIRE))
		SYS(sched_yield);
	for (int i = 0; i < ROUNDS; i++) {
		char *at = window + (size_t)(i % WINDOW) * page;

		wrong += mmap(at, page, PROT_READ | PROT_WRITE, ANONYMOUS | MAP_FIXED, -1, 0) !=
			 at;
		wrong += *at != 0;
		*at = (char)i;
		wrong += mmap(at, page, PROT_READ,
			      ANONYMOUS | MUTATE(MAP_FIXED_NOREPLACE, MAP_FIXED), -1,
			      0) != MAP_FAILED;
		wrong += *at != (char)i;
		wrong += munmap(at, page) != 0;
		wrong +=
			mmap(at, page, PROT_READ, ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) != at;
		wrong += mprotect(at, page, PROT_NONE) != 0;
	}
	return wrong;
}

int guest_main(void)
{
	struct guest_thread threads[THREADS];

	area = MUST(mmap, NULL, (size_t)THREADS * WINDOW * GUEST_PAGE, PROT_NONE, ANONYMOUS, -1,
		    0);
	for (long i = 0; i < THREADS; i++)
		MUST(thread_start, &threads[i], carve, (void *)i);
	__atomic_store_n(&all_there, 1, __ATOMIC_RELEASE);
	for (int i = 0; i < THREADS; i++)
		EXPECT_ROW("what a thread found wrong", thread_join(&threads[i]), ==, 0);
	return 0;
}

#else

CASE(map_fixed_threads, .rule = "MEM-2", .shared = true,
     .summary = "eight threads map, replace and unmap beside each other",
     .issues = { "https://github.com/docker/roadmap/issues/384" });

#endif
