/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A reserved bit in MXCSR faults instead of being stored: libraries find out
 * by that, and by MXCSR_MASK, which modes the processor has.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static uint32_t mode;
static uint8_t area[512] __attribute__((aligned(16)));

static void load(void)
{
	__asm__ volatile("ldmxcsr %0" : : "m"(mode));
}

static void restore(void)
{
	__asm__ volatile("fxrstor64 %0" : : "m"(area));
}

int guest_main(void)
{
	enum { MXCSR = 24 };
	const uint32_t reserved = 0x1f80 | 1 << 20;

	/* Control: every bit that isn't reserved. */
	mode = 0xffff;
	EXPECT(fault_of(load).signal, ==, 0);
	mode = MUTATE(reserved, 0x1f80);
	EXPECT(fault_of(load).signal, ==, SIGSEGV);

	__asm__ volatile("fxsave64 %0" : "+m"(area));
	EXPECT(fault_of(restore).signal, ==, 0);
	memcpy(area + MXCSR, &reserved, sizeof(reserved));
	EXPECT(fault_of(restore).signal, ==, SIGSEGV);
	return 0;
}

#else

CASE(mxcsr_reserved_bits, .rule = "SIMD-5", .summary = "a reserved bit in MXCSR raises SIGSEGV",
     .x86_64_only = true, .shared = true);

#endif
