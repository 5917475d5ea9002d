/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The time-stamp counter runs forward and goes on during a sleep: profilers,
 * databases and spin locks measure by it without asking the kernel.
 */
#include "case.h"

#ifdef GUEST

#include "litmus.h"
#include "x86.h"

#include <time.h>

enum { SLEEP = 2000000 };

static uint64_t rdtsc(void)
{
	uint32_t low;
	uint32_t high;

	__asm__ volatile("lfence\n\trdtsc" : "=a"(low), "=d"(high) : : "memory");
	return MUTATE(, ~)((uint64_t)high << 32 | low);
}

static int64_t now(void)
{
	struct timespec t = { 0, 0 };

	SYS(clock_gettime, CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void work(void)
{
	const int64_t end = now() + SLEEP;

	while (now() < end)
		;
}

int guest_main(void)
{
	enum { READS = 1000 };
	const struct timespec sleep = { .tv_nsec = SLEEP };
	/* SDM volume 3, 18.17.1: else it may stop while the processor sleeps. */
	const bool invariant = cpuid(0x80000007, 0).d >> 8 & 1;
	bool forward = true;
	uint64_t last;
	uint64_t start;

	/* The counters of several CPUs need not agree. */
	litmus_pin(0);
	last = start = rdtsc();

	for (int i = 0; i < READS; i++) {
		uint64_t now = rdtsc();

		forward &= now >= last;
		last = now;
	}
	EXPECT(forward, ==, true);
	EXPECT(last, >, start);

	start = rdtsc();
	if (invariant)
		SYS(nanosleep, &sleep, NULL);
	else
		work();
	last = rdtsc();
	/* No processor that runs x86_64 code counts slower than 10 MHz. */
	EXPECT(last - start, >, (uint64_t)SLEEP / 100);
	NOTE("ticks during 2 ms", "%lu", last - start);

	/* The upper halves of RAX and RDX are cleared. */
	uint64_t a = UINT64_MAX;
	uint64_t d = UINT64_MAX;

	__asm__ volatile("rdtsc" : "+a"(a), "+d"(d));
	EXPECT(a >> 32, ==, 0UL);
	EXPECT(d >> 32, ==, 0UL);
	return 0;
}

#else

CASE(tsc_advances, .rule = "ISA-12",
     .summary = "RDTSC never runs backwards and counts during a sleep", .x86_64_only = true,
     .shared = true);

#endif
