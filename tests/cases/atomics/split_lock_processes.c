/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The same between processes that share the memory: a lock that a translator
 * keeps inside one process can't protect it.
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
	long pids[WORKERS];

	for (int i = 0; i < WORKERS; i++) {
		pids[i] = MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);
		if (pids[i] == 0)
			SYS(exit_group, run(NULL));
	}
	for (int i = 0; i < WORKERS; i++)
		EXPECT(guest_wait((int)pids[i]), ==, 0);
}

int guest_main(void)
{
	memory = MUST(mmap, NULL, SPLIT_MEMORY, PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	meeting = MUST(mmap, NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		       0);
	meeting->threads = WORKERS;
	EXPECT_EXACT(workers, add)
	return 0;
}

#else

CASE(split_lock_processes, .rule = "MM-4", .needs = NEEDS_SPLIT_LOCKS,
     .summary = "unaligned locked updates lose nothing between processes",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/4765" }, .x86_64_only = true,
     .shared = true);

#endif
