/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * MXCSR governs SSE arithmetic: four ways to round, denormals as zero, results
 * flushed to zero, and flags that stay until they are cleared. Audio code
 * sets the second and third, fenv.h reads the fourth.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum {
	IE = 1 << 0,
	DE = 1 << 1,
	ZE = 1 << 2,
	OE = 1 << 3,
	UE = 1 << 4,
	PE = 1 << 5,
	FLAGS = 0x3f,
	DAZ = 1 << 6,
	MASKED = 0x1f80, /* as every program starts */
	ROUND_DOWN = 1 << 13,
	ROUND_UP = 2 << 13,
	ROUND_ZERO = 3 << 13,
	FTZ = 1 << 15,
};

static const double denormal = 0x1p-1060;
static const double least = 0x1p-1022;
static uint32_t seen;

/* `a` op `b` under this MXCSR; what it holds afterwards goes to `seen`. */
#define UNDER(mode, instruction, a, b)                                                         \
	({                                                                                     \
		uint32_t mode_ = MUTATE(mode, MASKED);                                         \
		uint32_t usual_ = MASKED;                                                      \
		double r_ = (a);                                                               \
		double b_ = (b);                                                               \
		__asm__ volatile("ldmxcsr %2\n\t" instruction " %3, %0\n\tstmxcsr %1\n\t"      \
				 "ldmxcsr %4"                                                  \
				 : "+x"(r_), "=m"(seen)                                        \
				 : "m"(mode_), "x"(b_), "m"(usual_));                          \
		r_;                                                                            \
	})
#define INTEGER(mode, from)                                                                    \
	({                                                                                     \
		uint32_t mode_ = (mode);                                                       \
		uint32_t usual_ = MASKED;                                                      \
		int64_t r_;                                                                    \
		__asm__ volatile("ldmxcsr %1\n\tcvtsd2si %2, %0\n\tldmxcsr %3"                 \
				 : "=r"(r_)                                                    \
				 : "m"(mode_), "x"((double)(from)), "m"(usual_));              \
		r_;                                                                            \
	})

static void rounding(void)
{
	EXPECT(INTEGER(MASKED, 2.5), ==, 2L);
	EXPECT(INTEGER(MASKED | ROUND_DOWN, -2.5), ==, -3L);
	EXPECT(INTEGER(MASKED | ROUND_UP, 2.1), ==, 3L);
	EXPECT(INTEGER(MASKED | ROUND_ZERO, -2.9), ==, -2L);

	const double third = 0x1.5555555555555p-2;

	EXPECT(UNDER(MASKED, "divsd", 1.0, 3.0), ==, third);
	EXPECT(UNDER(MASKED | ROUND_UP, "divsd", 1.0, 3.0), ==, third + 0x1p-54);
	EXPECT(UNDER(MASKED | ROUND_DOWN, "divsd", -1.0, 3.0), ==, -(third + 0x1p-54));
	EXPECT(UNDER(MASKED | ROUND_ZERO, "addsd", 1.0, 0x1.8p-53), ==, 1.0);
	EXPECT(UNDER(MASKED, "addsd", 1.0, 0x1.8p-53), ==, 1.0 + 0x1p-52);
	/* x - x is -0 only when rounding down. */
	EXPECT(1.0 / UNDER(MASKED | ROUND_DOWN, "subsd", 1.0, 1.0), <, 0.0);
	EXPECT(1.0 / UNDER(MASKED, "subsd", 1.0, 1.0), >, 0.0);
}

static void flushing(void)
{
	EXPECT(UNDER(MASKED, "mulsd", denormal, 2.0), ==, denormal * 2);
	EXPECT(UNDER(MASKED | DAZ, "mulsd", denormal, 0x1p200), ==, 0.0);
	EXPECT(seen & FLAGS, ==, 0U);
	EXPECT(UNDER(MASKED | FTZ, "mulsd", least, 0.5), ==, 0.0);
	EXPECT(seen & FLAGS, ==, (uint32_t)(UE | PE));
	/* FTZ alone takes denormals in, DAZ alone lets them out. */
	EXPECT(UNDER(MASKED | FTZ, "mulsd", denormal, 0x1p200), ==, denormal * 0x1p200);
	EXPECT(UNDER(MASKED | DAZ, "mulsd", least, 0.5), ==, least / 2);
	/* The sign is kept. */
	EXPECT(1.0 / UNDER(MASKED | FTZ, "mulsd", -least, 0.5), <, 0.0);
}

static void flags(void)
{
	UNDER(MASKED, "divsd", 1.0, 0.0);
	EXPECT(seen & FLAGS, ==, (uint32_t)ZE);
	UNDER(MASKED, "divsd", 1.0, 3.0);
	EXPECT(seen & FLAGS, ==, (uint32_t)PE);
	UNDER(MASKED, "divsd", 0.0, 0.0);
	EXPECT(seen & FLAGS, ==, (uint32_t)IE);
	UNDER(MASKED, "mulsd", 0x1p1000, 0x1p1000);
	EXPECT(seen & FLAGS, ==, (uint32_t)(OE | PE));
	UNDER(MASKED, "mulsd", 0x1.1p-1000, 0x1.1p-1000);
	EXPECT(seen & FLAGS, ==, (uint32_t)(UE | PE));
	UNDER(MASKED, "addsd", 1.0, 2.0);
	EXPECT(seen & FLAGS, ==, 0U);
	UNDER(MASKED, "addsd", denormal, 0.0);
	EXPECT(seen & FLAGS, ==, (uint32_t)DE);
	/* They stay set while nothing clears them, and may be set by LDMXCSR. */
	UNDER(MASKED | ZE, "addsd", 1.0, 2.0);
	EXPECT(seen & FLAGS, ==, (uint32_t)ZE);
	UNDER(MASKED | ROUND_UP | FTZ | DAZ, "addsd", 1.0, 2.0);
	EXPECT(seen, ==, (uint32_t)(MASKED | ROUND_UP | FTZ | DAZ));
	/* A comparison with a quiet NaN is invalid for COMISD alone. */
	UNDER(MASKED, "ucomisd", 1.0, __builtin_nan(""));
	EXPECT(seen & FLAGS, ==, 0U);
	UNDER(MASKED, "comisd", 1.0, __builtin_nan(""));
	EXPECT(seen & FLAGS, ==, (uint32_t)IE);
}

int guest_main(void)
{
	uint32_t start;

	__asm__ volatile("stmxcsr %0" : "=m"(start));
	EXPECT(start & ~(uint32_t)FLAGS, ==, (uint32_t)MASKED);
	rounding();
	flushing();
	flags();
	return 0;
}

#else

CASE(mxcsr_modes, .rule = "SIMD-4",
     .summary = "MXCSR's rounding, denormal modes and sticky flags govern SSE arithmetic",
     .x86_64_only = true, .shared = true);

#endif
