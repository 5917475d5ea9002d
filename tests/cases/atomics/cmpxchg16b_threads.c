/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * CMPXCHG16B changes 16 bytes at once: lock-free lists pair a pointer with a
 * counter in it.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"
#include "x86.h"

enum { THREADS = 3, ROUNDS = 1000 };

static union xmm pair;
static bool torn;
static struct litmus_meeting meeting = { .threads = THREADS };

static int count(void *argument)
{
	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		uint64_t low = 0;
		uint64_t high = 0;

		litmus_meet(&meeting, i);
		for (;;) {
			bool done;
			uint64_t new_low = low + 1;
			uint64_t new_high = high + 5;

			__asm__ volatile(MUTATE("lock cmpxchg16b %0",
						"movq %%rbx, %0; cmpq %%rbx, %0") "\n\tsetz %1"
					 : "+m"(pair), "=q"(done), "+a"(low), "+d"(high)
					 : "b"(new_low), "c"(new_high)
					 : "cc", "memory");
			if (high != 5 * low)
				torn = true;
			if (done)
				break;
		}
	}
	return 0;
}

static char misaligned[32] __attribute__((aligned(16)));

static void exchange_misaligned(void)
{
	__asm__ volatile("lock cmpxchg16b (%0)"
			 :
			 : "r"(misaligned + 8), "a"(0), "d"(0), "b"(1UL), "c"(1UL)
			 : "cc", "memory");
}

int guest_main(void)
{
	struct guest_thread threads[THREADS];

	if (!(cpuid(1, 0).c & bit_CMPXCHG16B)) {
		NOT_OFFERED("CMPXCHG16B");
		return 0;
	}
	for (int i = 0; i < THREADS; i++)
		if (thread_start(&threads[i], count, NULL) != 0)
			guest_set_up_failed(GUEST_WHERE, "thread_start", -EAGAIN);
	for (int i = 0; i < THREADS; i++)
		thread_join(&threads[i]);
	EXPECT(torn, ==, false);
	EXPECT(pair.q[0], ==, (uint64_t)(THREADS * ROUNDS));
	EXPECT(pair.q[1], ==, 5UL * THREADS * ROUNDS);
	/* It must be aligned, unlike every other locked instruction. */
	EXPECT(fault_of(exchange_misaligned).signal, ==, SIGSEGV);
	return 0;
}

#else

CASE(cmpxchg16b_threads, .rule = "MM-3",
     .summary = "CMPXCHG16B changes 16 bytes at once and asks for alignment",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/666" }, .x86_64_only = true,
     .shared = true);

#endif
