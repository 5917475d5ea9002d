/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* FSCALE, FXTRACT, FRNDINT, FCMOV and FISTTP, of which libm's ldexp, logb,
 * rint and fmod are made: at their ends and with all conditions. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { IE = 1, ZE = 4 };

static const long double infinity = __builtin_infl();

static long double scale(long double x, long double by)
{
	long double r;

	__asm__(MUTATE("fscale", "fadd %%st(1), %%st") : "=t"(r) : "0"(x), "u"(by));
	return r;
}

struct parts {
	long double mantissa, exponent;
	uint16_t status;
};

static struct parts extract(long double x)
{
	struct parts r;

	__asm__ volatile("fnclex\n\tfldt %3\n\tfxtract\n\tfnstsw %2\n\tfstpt %0\n\tfstpt %1"
			 : "=m"(r.mantissa), "=m"(r.exponent), "=m"(r.status)
			 : "m"(x));
	return r;
}

static int64_t truncated(long double x)
{
	int64_t r;

	__asm__ volatile("fldt %1\n\tfisttpll %0" : "=m"(r) : "m"(x) : "memory");
	return r;
}

static int16_t truncated_16(long double x)
{
	int16_t r;

	__asm__ volatile("fldt %1\n\tfisttps %0" : "=m"(r) : "m"(x) : "memory");
	return r;
}

static void truncations(void)
{
	/* Toward zero, whatever the rounding mode. */
	EXPECT(truncated(-2.9L), ==, -2L);
	EXPECT(truncated(0x7fffffffffffffffp0L), ==, 0x7fffffffffffffffL);
	EXPECT(truncated(0x1p63L), ==, INT64_MIN);
	EXPECT(truncated(__builtin_nanl("")), ==, INT64_MIN);
	EXPECT(truncated_16(32767.9L), ==, 32767);
	EXPECT(truncated_16(-40000.0L), ==, -32768);
}

#define MOVES(condition, flags)                                                                \
	({                                                                                     \
		long double r_ = 1;                                                            \
		uint64_t in = (flags);                                                         \
		__asm__ volatile(                                                              \
			"fld1\n\tfldz\n\tlea -128(%%rsp), %%rsp\n\tpush %[in]\n\tpopfq\n\t"    \
			"lea 128(%%rsp), %%rsp\n\tfcmov" condition " %%st(1), %%st\n\t"        \
			"fstpt %[r]\n\tfstp %%st"                                              \
			: [r] "=m"(r_)                                                         \
			: [in] "r"(in)                                                         \
			: "cc", "memory");                                                     \
		r_ == 1;                                                                       \
	})

int guest_main(void)
{
	EXPECT(scale(1.5L, 3.9L), ==, 12.0L);
	EXPECT(scale(1.5L, -3.9L), ==, 0.1875L);
	EXPECT(scale(1.0L, -16445.0L), ==, 0x1p-16445L);
	EXPECT(scale(1.0L, 20000.0L), ==, infinity);
	EXPECT(scale(0.0L, 5.0L), ==, 0.0L);
	EXPECT(scale(3.0L, -infinity), ==, 0.0L);
	EXPECT(scale(-3.0L, infinity), ==, -infinity);
	EXPECT(scale(0.0L, infinity) != scale(0.0L, infinity), ==, true);
	EXPECT(scale(0x1.8p-16440L, 16440.0L), ==, 1.5L);

	struct parts p = extract(-10.0L);

	EXPECT(p.mantissa, ==, -1.25L);
	EXPECT(p.exponent, ==, 3.0L);
	p = extract(0x1p-16445L);
	EXPECT_ROW("the exponent of a denormal is that of its value", p.exponent, ==,
		   -16445.0L);
	EXPECT(p.mantissa, ==, 1.0L);
	p = extract(0.0L);
	EXPECT(p.exponent, ==, -infinity);
	EXPECT(p.mantissa, ==, 0.0L);
	EXPECT_ROW("the exponent of zero is a division by zero", p.status & ZE, ==, ZE);
	p = extract(infinity);
	EXPECT(p.exponent, ==, infinity);
	EXPECT(p.mantissa, ==, infinity);

	if (cpuid(1, 0).c & bit_SSE3)
		truncations();
	else
		NOT_OFFERED("SSE3");

	EXPECT(MOVES("b", FLAG_CF), ==, true);
	EXPECT(MOVES("b", 0), ==, false);
	EXPECT(MOVES("e", FLAG_ZF), ==, true);
	EXPECT(MOVES("be", FLAG_ZF), ==, true);
	EXPECT(MOVES("be", 0), ==, false);
	EXPECT(MOVES("u", FLAG_PF), ==, true);
	EXPECT(MOVES("nb", FLAG_CF), ==, false);
	EXPECT(MOVES("ne", 0), ==, true);
	EXPECT(MOVES("nbe", FLAG_CF), ==, false);
	EXPECT(MOVES("nu", FLAG_PF), ==, false);

	long double r;

	__asm__("frndint" : "=t"(r) : "0"(-2.5L));
	EXPECT(r, ==, -2.0L);
	__asm__("frndint" : "=t"(r) : "0"(-0.25L));
	EXPECT_ROW("frndint keeps the sign of zero", 1 / r, ==, -infinity);
	__asm__("fabs\n\tfchs" : "=t"(r) : "0"(-7.0L));
	EXPECT(r, ==, -7.0L);
	return 0;
}

#else

CASE(x87_scale_extract, .rule = "X87-11",
     .summary = "FSCALE, FXTRACT, FRNDINT, FISTTP and FCMOV are right at their ends",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/4548" }, .x86_64_only = true,
     .shared = true);

#endif
