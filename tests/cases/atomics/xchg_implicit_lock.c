/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * XCHG with memory is locked without a prefix: the oldest spin lock there is,
 * and PostgreSQL's.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"
#include "x86.h"

enum { THREADS = 3, ROUNDS = 500 };

static struct {
	uint8_t byte;
	char pad[63];
	uint32_t word;
	char pad2[60];
	uint64_t count;
	char pad3[56];
	uint64_t count2;
} shared __attribute__((aligned(64)));

static struct litmus_meeting meeting = { .threads = THREADS };

static int count(void *argument)
{
	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		uint8_t held = 1;
		uint32_t held_word = 1;

		litmus_meet(&meeting, i);
		for (;;) {
			__asm__ volatile(MUTATE("xchgb %0, %1", "movb $0, %0")
					 : "+q"(held), "+m"(shared.byte)
					 :
					 : "memory");
			if (!held)
				break;
			SYS(sched_yield);
		}
		MUTATE(__asm__ volatile("addq $1, %0"
					: "+m"(shared.count)
					:
					: "cc", "memory"),
		       litmus_slow_add(&shared.count, 1));
		__asm__ volatile("movb $0, %0" : "=m"(shared.byte) : : "memory");

		for (;;) {
			__asm__ volatile("xchgl %0, %1"
					 : "+r"(held_word), "+m"(shared.word)
					 :
					 : "memory");
			if (!held_word)
				break;
			SYS(sched_yield);
		}
		__asm__ volatile("addq $1, %0" : "+m"(shared.count2) : : "cc", "memory");
		__asm__ volatile("movl $0, %0" : "=m"(shared.word) : : "memory");
	}
	return 0;
}

int guest_main(void)
{
	struct guest_thread threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		if (thread_start(&threads[i], count, NULL) != 0)
			guest_set_up_failed(GUEST_WHERE, "thread_start", -EAGAIN);
	for (int i = 0; i < THREADS; i++)
		thread_join(&threads[i]);
	EXPECT(shared.count, ==, (uint64_t)(THREADS * ROUNDS));
	EXPECT(shared.count2, ==, (uint64_t)(THREADS * ROUNDS));
	return 0;
}

#else

CASE(xchg_implicit_lock, .rule = "MM-3",
     .summary =
	     "XCHG with memory is atomic without a prefix, and a plain store releases its lock",
     .issues = { "https://github.com/citusdata/docker/issues/224" }, .x86_64_only = true,
     .shared = true);

#endif
