/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A locked access that isn't aligned is atomic all the same, even across two
 * cache lines or pages. ARM64 has no such access; packed structures in old
 * code need it.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"
#include "x86.h"

enum { WORKERS = 3, ROUNDS = 500 };

/* Where a counter of eight bytes lies, and what it straddles. */
static const struct {
	size_t offset;
	const char *xadd, *cmpxchg;
} places[] = {
#define PLACE(offset, what)                                                                    \
	{                                                                                      \
		offset, "LOCK XADD across " what " is exact",                                  \
			"LOCK CMPXCHG across " what " is exact"                                \
	}
	PLACE(4096 + 1, "nothing, unaligned"),
	PLACE(4096 + 16 * 3 - 4, "16 bytes"),
	PLACE(4096 + 64 * 3 - 3, "a cache line"),
	PLACE(8192 - 5, "a page"),
};

static char *memory;
static size_t offset;
static struct litmus_meeting meeting = { .threads = WORKERS };

static int add(void *argument)
{
	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		uint64_t one = 1;

		litmus_meet(&meeting, i);
		MUTATE(__asm__ volatile("lock xaddq %0, (%1)"
					: "+r"(one)
					: "r"(memory + offset)
					: "cc", "memory"),
		       litmus_slow_add(memory + offset, one));
	}
	return 0;
}

static int exchange(void *argument)
{
	uint64_t expected = 0;

	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		litmus_meet(&meeting, i);
		__asm__ volatile(
			"1:	lea 0x10001(%0), %%rcx\n\tlock cmpxchgq %%rcx, (%1)\n\tjnz 1b"
			: "+a"(expected)
			: "r"(memory + offset)
			: "rcx", "cc", "memory");
	}
	return 0;
}

static uint64_t counter(void)
{
	uint64_t value;

	memcpy(&value, memory + offset, sizeof(value));
	return value;
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
	memory = MUST(mmap, NULL, 12288, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		      -1, 0);
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		offset = places[i].offset;
		workers(add);
		EXPECT_ROW(places[i].xadd, counter(), ==, (uint64_t)(WORKERS * ROUNDS));
		memset(memory, 0, 12288);
		workers(exchange);
		EXPECT_ROW(places[i].cmpxchg, counter(), ==, 0x10001UL * WORKERS * ROUNDS);
		memset(memory, 0, 12288);
	}
	return 0;
}

#else

CASE(split_lock_threads, .rule = "MM-4",
     .summary = "unaligned locked updates lose nothing between threads, across cache lines too",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/3974",
		 "https://github.com/FEX-Emu/FEX/issues/666" },
     .x86_64_only = true);

#endif
