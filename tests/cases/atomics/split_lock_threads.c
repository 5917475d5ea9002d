/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A locked access that isn't aligned is atomic all the same, even across two
 * cache lines or pages. ARM64 has no such access; packed structures in old
 * code need it.
 */
#include "case.h"

#ifdef GUEST

#include "split_lock.h"

static int add(void *argument)
{
	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		uint64_t one = 1;

		litmus_meet(meeting, i);
		MUTATE(__asm__ volatile("lock xaddq %0, (%1)"
					: "+r"(one)
					: "r"(memory + offset)
					: "cc", "memory"),
		       litmus_slow_add(memory + offset, one));
	}
	return 0;
}

static void workers(int (*run)(void *))
{
	struct guest_thread threads[WORKERS];

	for (int i = 0; i < WORKERS; i++)
		if (thread_start(&threads[i], run, NULL) != 0)
			guest_set_up_failed(GUEST_WHERE, "thread_start", -EAGAIN);
	for (int i = 0; i < WORKERS; i++)
		thread_join(&threads[i]);
}

int guest_main(void)
{
	static struct litmus_meeting own = { .threads = WORKERS };

	meeting = &own;
	memory = MUST(mmap, NULL, SPLIT_MEMORY, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	EXPECT_EXACT(workers, add)
	return 0;
}

#else

CASE(split_lock_threads, .rule = "MM-4", .needs = NEEDS_SPLIT_LOCKS,
     .summary = "unaligned locked updates lose nothing between threads, across cache lines too",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/3974",
		 "https://github.com/FEX-Emu/FEX/issues/666" },
     .x86_64_only = true, .shared = true);

#endif
