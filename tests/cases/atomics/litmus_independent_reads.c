/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Two writers, two readers: all CPUs see the stores of others in one order, so
 * the readers never disagree about which came first. An emulator on an x86_64
 * host can't show a violation.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"

static struct litmus litmus;

static void write_x(struct litmus_cell *cell, uint64_t loaded[2])
{
	(void)loaded;
	__asm__ volatile("movq $1, %0" : "=m"(cell->x.value));
}

static void write_y(struct litmus_cell *cell, uint64_t loaded[2])
{
	(void)loaded;
	__asm__ volatile("movq $1, %0" : "=m"(cell->y.value));
}

#define READER(name, first, second)                                                            \
	static void name(struct litmus_cell *cell, uint64_t loaded[2])                         \
	{                                                                                      \
		uint64_t a;                                                                    \
		uint64_t b;                                                                    \
		MUTATE(, while (!__atomic_load_n(&cell->first.value, __ATOMIC_RELAXED))        \
				 SYS(sched_yield));                                            \
		__asm__ volatile("movq %2, %0\n\t" MUTATE("movq %3, %1", "xorl %k1, %k1")      \
				 : "=&r"(a), "=&r"(b)                                          \
				 : "m"(cell->first.value), "m"(cell->second.value));           \
		loaded[0] = a;                                                                 \
		loaded[1] = b;                                                                 \
	}
READER(read_x_y, x, y)
READER(read_y_x, y, x)

static int judge(uint64_t loaded[LITMUS_THREADS][2])
{
	return loaded[2][0] == 1 && loaded[2][1] == 0 && loaded[3][0] == 1 && loaded[3][1] == 0;
}

int guest_main(void)
{
	/* Neighbours of different CPUs: writer, writer, reader, reader. */
	litmus_step *const steps[] = { write_x, write_y, read_x_y, read_y_x };

	EXPECT(litmus_threads(&litmus, 4, steps, judge), ==, 0);
	return 0;
}

#else

CASE(litmus_independent_reads, .rule = "MM-1",
     .summary = "readers agree on the order of independent stores",
     .issues = { "https://github.com/citusdata/docker/issues/224" }, .x86_64_only = true,
     .memory_order = true, .shared = true);

#endif
