/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A locked instruction is atomic at every width, on memory that threads share:
 * reference counts and statistics of every server.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"
#include "x86.h"

enum { THREADS = 3, ROUNDS = 1000 };

static struct {
	uint64_t xadd, inc, add, cmpxchg, sub;
	uint32_t add32, bts;
	uint16_t xadd16;
	uint8_t add8;
} counters __attribute__((aligned(64)));

static struct litmus_meeting meeting = { .threads = THREADS };

static int count(void *argument)
{
	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		uint64_t one = 1;
		uint64_t old;

		litmus_meet(&meeting, i);
		__asm__ volatile("lock xaddq %0, %1"
				 : "+r"(one), "+m"(counters.xadd)
				 :
				 : "cc", "memory");
		MUTATE(__asm__ volatile("lock incq %0"
					: "+m"(counters.inc)
					:
					: "cc", "memory"),
		       litmus_slow_add(&counters.inc, 1));
		__asm__ volatile("lock addq $3, %0" : "+m"(counters.add) : : "cc", "memory");
		__asm__ volatile("lock subq $2, %0" : "+m"(counters.sub) : : "cc", "memory");
		__asm__ volatile("lock addl $1, %0" : "+m"(counters.add32) : : "cc", "memory");
		__asm__ volatile("lock addb $1, %0" : "+m"(counters.add8) : : "cc", "memory");
		one = 1;
		__asm__ volatile("lock xaddw %w0, %1"
				 : "+r"(one), "+m"(counters.xadd16)
				 :
				 : "cc", "memory");
		old = counters.cmpxchg;
		__asm__ volatile("1:	lea 1(%0), %%rcx\n\tlock cmpxchgq %%rcx, %1\n\tjnz 1b"
				 : "+a"(old), "+m"(counters.cmpxchg)
				 :
				 : "rcx", "cc", "memory");
	}
	return 0;
}

/* Exactly one of the threads finds each bit clear. */
static uint64_t bits[ROUNDS / 64 + 1];

static int claim(void *argument)
{
	int won = 0;

	(void)argument;
	for (uint64_t i = 0; i < ROUNDS; i++) {
		bool was_set;

		litmus_meet(&meeting, (int)i);
		__asm__ volatile("lock btsq %1, (%2)\n\tsetc %0"
				 : "=q"(was_set)
				 : "r"(i), "r"(bits)
				 : "cc", "memory");
		won += !was_set;
	}
	return won;
}

static int total(int (*run)(void *))
{
	struct guest_thread threads[THREADS];
	int sum = 0;

	for (int i = 0; i < THREADS; i++)
		if (thread_start(&threads[i], run, NULL) != 0)
			guest_set_up_failed(GUEST_WHERE, "thread_start", -EAGAIN);
	for (int i = 0; i < THREADS; i++)
		sum += thread_join(&threads[i]);
	return sum;
}

static void lock_move(void)
{
	/* LOCK MOV [rsp], eax: no instruction. */
	__asm__ volatile(".byte 0xf0, 0x89, 0x04, 0x24" : : : "memory");
}

static void lock_register(void)
{
	/* LOCK ADD eax, eax: no memory to lock. */
	__asm__ volatile(".byte 0xf0, 0x01, 0xc0" : : : "eax", "cc");
}

int guest_main(void)
{
	const uint64_t n = (uint64_t)THREADS * ROUNDS;

	total(count);
	EXPECT(counters.xadd, ==, n);
	EXPECT(counters.inc, ==, n);
	EXPECT(counters.add, ==, 3 * n);
	EXPECT(counters.sub, ==, -2 * n);
	EXPECT(counters.cmpxchg, ==, n);
	EXPECT(counters.add32, ==, (uint32_t)n);
	EXPECT(counters.add8, ==, (uint8_t)n);
	EXPECT(counters.xadd16, ==, (uint16_t)n);
	EXPECT(total(claim), ==, ROUNDS);
	/* Where there is nothing to lock, the prefix is no instruction. */
	EXPECT(fault_of(lock_move).signal, ==, SIGILL);
	EXPECT(fault_of(lock_register).signal, ==, SIGILL);
	return 0;
}

#else

CASE(locked_counters, .rule = "MM-3",
     .summary = "locked instructions of every width lose no update between threads",
     .x86_64_only = true, .shared = true);

#endif
