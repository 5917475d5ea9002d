/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Atomic and plain updates of single bytes and words leave their neighbours
 * alone, even those that other threads write at the same time. A wider update
 * underneath would write back old bytes.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"
#include "x86.h"

enum { THREADS = 4, ROUNDS = 2000 };

/* All in eight bytes, each with one writer. */
static union {
	uint64_t whole;
	struct {
		uint8_t locked, plain;
		uint16_t locked_word;
		uint32_t plain_long;
	};
} shared __attribute__((aligned(64)));

static struct litmus_meeting meeting = { .threads = THREADS };

static int write_locked(void *argument)
{
	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		litmus_meet(&meeting, i);
		__asm__ volatile("lock addb $1, %0" : "+m"(shared.locked) : : "cc", "memory");
	}
	return 0;
}

static int write_plain(void *argument)
{
	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		litmus_meet(&meeting, i);
		MUTATE(__asm__ volatile("addb $1, %0"
					: "+m"(shared.plain)
					:
					: "cc", "memory"),
		       litmus_slow_add(&shared.whole, 0x100));
	}
	return 0;
}

static int write_word(void *argument)
{
	uint64_t expected = 0;

	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		litmus_meet(&meeting, i);
		__asm__ volatile("lea 1(%0), %%ecx\n\tlock cmpxchgw %%cx, %1\n\tmov %%ecx, %k0"
				 : "+a"(expected), "+m"(shared.locked_word)
				 :
				 : "ecx", "cc", "memory");
	}
	return 0;
}

static int write_long(void *argument)
{
	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		litmus_meet(&meeting, i);
		__asm__ volatile("addl $1, %0" : "+m"(shared.plain_long) : : "cc", "memory");
	}
	return 0;
}

int guest_main(void)
{
	int (*const writers[THREADS])(void *) = { write_locked, write_plain, write_word,
						  write_long };
	struct guest_thread threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		if (thread_start(&threads[i], writers[i], NULL) != 0)
			guest_set_up_failed(GUEST_WHERE, "thread_start", -EAGAIN);
	for (int i = 0; i < THREADS; i++)
		thread_join(&threads[i]);
	EXPECT(shared.locked, ==, (uint8_t)ROUNDS);
	EXPECT(shared.plain, ==, (uint8_t)ROUNDS);
	EXPECT(shared.locked_word, ==, ROUNDS);
	EXPECT(shared.plain_long, ==, (uint32_t)ROUNDS);
	return 0;
}

#else

CASE(narrow_neighbours, .rule = "MM-3",
     .summary = "8 and 16-bit updates never disturb a neighbour that another thread writes",
     .x86_64_only = true, .shared = true);

#endif
