/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Data published by a plain store and a flag: x86 keeps stores in order and
 * loads in order, so who sees the flag sees the data. Code that was written
 * for x86, with the compiler barriers alone, depends on it; ARM64 reorders
 * both. An emulator on an x86_64 host can't show a violation.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"

static struct litmus litmus;

static void publish(struct litmus_cell *cell, uint64_t loaded[2])
{
	(void)loaded;
	__asm__ volatile("movq $1, %0\n\tmovq $1, %1"
			 : "=m"(cell->x.value), "=m"(cell->y.value));
}

static void read_back(struct litmus_cell *cell, uint64_t loaded[2])
{
	uint64_t flag;
	uint64_t data;

	__asm__ volatile("movq %3, %0\n\t" MUTATE("movq %2, %1", "xorl %k1, %k1")
			 : "=&r"(flag), "=&r"(data)
			 : "m"(cell->x.value), "m"(cell->y.value));
	loaded[0] = flag;
	loaded[1] = data;
}

static int judge(uint64_t loaded[LITMUS_THREADS][2])
{
	return loaded[1][0] == 1 && loaded[1][1] == 0;
}

/* Loads may not pass each other, nor stores an earlier load. */
static void load_then_store_y(struct litmus_cell *cell, uint64_t loaded[2])
{
	uint64_t r;

	__asm__ volatile("movq %2, %0\n\tmovq $1, %1"
			 : "=&r"(r), "=m"(cell->y.value)
			 : "m"(cell->x.value));
	loaded[0] = r;
}

static void load_then_store_x(struct litmus_cell *cell, uint64_t loaded[2])
{
	uint64_t r;

	__asm__ volatile("movq %2, %0\n\tmovq $1, %1"
			 : "=&r"(r), "=m"(cell->x.value)
			 : "m"(cell->y.value));
	loaded[0] = r;
}

static int judge_load_buffering(uint64_t loaded[LITMUS_THREADS][2])
{
	return loaded[0][0] == 1 && loaded[1][0] == 1;
}

int guest_main(void)
{
	litmus_step *const message[] = { publish, read_back };
	litmus_step *const buffering[] = { load_then_store_y, load_then_store_x };

	EXPECT(litmus_threads(&litmus, 2, message, judge), ==, 0);
	EXPECT(litmus_threads(&litmus, 2, buffering, judge_load_buffering), ==, 0);
	return 0;
}

#else

CASE(litmus_message_passing, .rule = "MM-1",
     .summary = "stores are seen in order, and no store passes an earlier load",
     .issues = { "https://github.com/cpick/nix-rosetta-builder/issues/1",
		 "https://github.com/ptitSeb/box64/issues/4369",
		 "https://github.com/citusdata/docker/issues/224" },
     .x86_64_only = true, .memory_order = true, .shared = true);

#endif
