/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Stores from vector registers and string instructions are ordered like any
 * other: memcpy into a buffer and a flag behind it is the usual way to
 * publish. Translators often order plain accesses alone, for speed. An
 * emulator on an x86_64 host can't show a violation.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"

static struct litmus litmus;

static void publish_vector(struct litmus_cell *cell, uint64_t loaded[2])
{
	(void)loaded;
	__asm__ volatile("pcmpeqd %%xmm0, %%xmm0\n\tmovdqu %%xmm0, %0\n\tmovq $1, %1"
			 : "=m"(cell->x.value), "=m"(cell->y.value)
			 :
			 : "xmm0", "memory");
}

static void publish_string(struct litmus_cell *cell, uint64_t loaded[2])
{
	static const uint64_t ones[8] = { 1, 1, 1, 1, 1, 1, 1, 1 };
	const void *from = ones;
	void *to = &cell->x.value;
	uint64_t count = sizeof(ones);

	(void)loaded;
	__asm__ volatile("rep movsb\n\tmovq $1, %3"
			 : "+c"(count), "+S"(from), "+D"(to), "=m"(cell->y.value)
			 :
			 : "memory");
}

static void read_vector(struct litmus_cell *cell, uint64_t loaded[2])
{
	uint64_t flag;
	uint64_t data;

	__asm__ volatile("movq %3, %0\n\t" MUTATE("movdqu %2, %%xmm0",
						  "pxor %%xmm0, %%xmm0") "\n\tmovq %%xmm0, %1"
			 : "=&r"(flag), "=&r"(data)
			 : "m"(cell->x.value), "m"(cell->y.value)
			 : "xmm0", "memory");
	loaded[0] = flag;
	loaded[1] = data;
}

static int judge(uint64_t loaded[LITMUS_THREADS][2])
{
	return loaded[1][0] == 1 && loaded[1][1] == 0;
}

int guest_main(void)
{
	litmus_step *const vector[] = { publish_vector, read_vector };
	litmus_step *const string[] = { publish_string, read_vector };

	EXPECT(litmus_threads(&litmus, 2, vector, judge), ==, 0);
	EXPECT(litmus_threads(&litmus, 2, string, judge), ==, 0);
	return 0;
}

#else

CASE(litmus_vector_store, .rule = "MM-1",
     .summary = "vector and string stores are seen before a later flag", .x86_64_only = true,
     .memory_order = true, .shared = true);

#endif
