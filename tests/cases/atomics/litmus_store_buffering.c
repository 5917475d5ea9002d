/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The one reordering that x86 allows, a load before an earlier store, must be
 * stopped by MFENCE, by XCHG and by any locked instruction: Dekker's and
 * Peterson's locks, and the hand-shakes of garbage collectors, stand on that.
 * An emulator on an x86_64 host can't show a violation.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"

static struct litmus litmus;

#define SIDE(name, fence, mine, other)                                                         \
	static void name(struct litmus_cell *cell, uint64_t loaded[2])                         \
	{                                                                                      \
		uint64_t r;                                                                    \
		uint64_t one = 1;                                                              \
		uint64_t scratch = 0;                                                          \
		__asm__ volatile(fence "\n\t"                                                  \
				 : "=&r"(r), "+m"(cell->mine.value), "+r"(one), "+m"(scratch)  \
				 : "m"(cell->other.value)                                      \
				 : "memory", "cc");                                            \
		loaded[0] = r;                                                                 \
	}
#define BOTH(name, fence) SIDE(name##_x, fence, x, y) SIDE(name##_y, fence, y, x)
BOTH(plain, "movq $1, %1; movq %4, %0")
BOTH(mfence, MUTATE("movq $1, %1; mfence; ", ) "movq %4, %0")
BOTH(exchange, "xchgq %2, %1; movq %4, %0")
BOTH(locked, "movq $1, %1; lock addq $0, %3; movq %4, %0")

static int judge_relaxed(uint64_t loaded[LITMUS_THREADS][2])
{
	return loaded[0][0] == 0 && loaded[1][0] == 0 ? 2 : 0;
}

static int judge(uint64_t loaded[LITMUS_THREADS][2])
{
	return loaded[0][0] == 0 && loaded[1][0] == 0;
}

int guest_main(void)
{
	litmus_step *const plain[] = { plain_x, plain_y };
	litmus_step *const mfence[] = { mfence_x, mfence_y };
	litmus_step *const exchange[] = { exchange_x, exchange_y };
	litmus_step *const locked[] = { locked_x, locked_y };

	/* Allowed without a fence: how often tells what this machine can show. */
	litmus_walk(&litmus, 2, plain, judge_relaxed);
	NOTE("reordered without a fence", "%d", litmus.relaxed);
	EXPECT(litmus_threads(&litmus, 2, mfence, judge), ==, 0);
	EXPECT(litmus_threads(&litmus, 2, exchange, judge), ==, 0);
	EXPECT(litmus_threads(&litmus, 2, locked, judge), ==, 0);
	return 0;
}

#else

CASE(litmus_store_buffering, .rule = "MM-2",
     .summary = "MFENCE, XCHG and locked instructions keep a load behind an earlier store",
     .issues = { "https://github.com/cpick/nix-rosetta-builder/issues/1" }, .x86_64_only = true,
     .shared = true);

#endif
