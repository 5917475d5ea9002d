/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The x87 control word and MXCSR each have a rounding mode. Code that sets one
 * (every C compiler's conversion to an integer did, for decades) must not
 * change the other.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { CONTROL = 0x037f, USUAL = 0x1f80, NEAREST = 0, DOWN = 1, UP = 2, ZERO = 3 };

struct both {
	int64_t x87, sse;
};

static struct both convert(unsigned x87_mode, unsigned sse_mode, double value)
{
	MUTATE(, sse_mode = x87_mode);

	const uint16_t control = (uint16_t)(CONTROL | x87_mode << 10);
	const uint16_t initial = CONTROL;
	const uint32_t mxcsr = USUAL | sse_mode << 13;
	const uint32_t usual = USUAL;
	struct both r;

	__asm__ volatile(
		"ldmxcsr %3\n\tfldcw %2\n\tfldl %6\n\tfistpll %0\n\tcvtsd2si %6, %1\n\t"
		"fldcw %4\n\tldmxcsr %5"
		: "=m"(r.x87), "=&r"(r.sse)
		: "m"(control), "m"(mxcsr), "m"(initial), "m"(usual), "m"(value)
		: "st");
	return r;
}

static struct both divide(unsigned x87_mode, unsigned sse_mode)
{
	const uint16_t control = (uint16_t)(0x027f | x87_mode << 10);
	const uint16_t initial = CONTROL;
	const uint32_t mxcsr = USUAL | sse_mode << 13;
	const uint32_t usual = USUAL;
	const double one = 1.0;
	const double three = 3.0;
	double sse = 1.0;
	double x87;
	struct both r;

	/* The other order this time: FLDCW first. */
	__asm__ volatile("fldcw %2\n\tldmxcsr %3\n\tdivsd %7, %1\n\tfldl %6\n\tfdivl %7\n\t"
			 "fstpl %0\n\tfldcw %4\n\tldmxcsr %5"
			 : "=m"(x87), "+x"(sse)
			 : "m"(control), "m"(mxcsr), "m"(initial), "m"(usual), "m"(one),
			   "m"(three)
			 : "st");
	memcpy(&r.x87, &x87, 8);
	memcpy(&r.sse, &sse, 8);
	return r;
}

static int64_t fist(unsigned mode, double value)
{
	return convert(mode, NEAREST, value).x87;
}

int guest_main(void)
{
	struct both r = convert(UP, DOWN, 2.5);

	EXPECT(r.x87, ==, 3L);
	EXPECT(r.sse, ==, 2L);
	r = convert(DOWN, UP, -2.5);
	EXPECT(r.x87, ==, -3L);
	EXPECT(r.sse, ==, -2L);
	r = convert(ZERO, NEAREST, 3.5);
	EXPECT(r.x87, ==, 3L);
	EXPECT(r.sse, ==, 4L);
	r = divide(UP, NEAREST);
	EXPECT(r.x87, ==, 0x3fd5555555555556L);
	EXPECT(r.sse, ==, 0x3fd5555555555555L);
	r = divide(NEAREST, UP);
	EXPECT(r.x87, ==, 0x3fd5555555555555L);
	EXPECT(r.sse, ==, 0x3fd5555555555556L);

	/* Control: each mode of FIST by itself. */
	EXPECT(fist(NEAREST, 2.5), ==, 2L);
	EXPECT(fist(DOWN, 2.9), ==, 2L);
	EXPECT(fist(UP, 2.1), ==, 3L);
	EXPECT(fist(ZERO, -2.9), ==, -2L);
	/* What doesn't fit is the sign bit alone, also of 16 bits. */
	EXPECT(fist(NEAREST, 1e19), ==, INT64_MIN);

	const double wide = 40000.0;
	int16_t narrow = 1;
	int32_t middle;
	const double large = 3e9;

	__asm__ volatile("fldl %1\n\tfistps %0" : "=m"(narrow) : "m"(wide) : "st");
	EXPECT(narrow, ==, -32768);
	__asm__ volatile("fldl %1\n\tfistpl %0" : "=m"(middle) : "m"(large) : "st");
	EXPECT(middle, ==, INT32_MIN);
	/* FISTTP cuts whatever the mode. */
	if (cpuid(1, 0).c & bit_SSE3) {
		const double value = 2.9;

		__asm__ volatile("fldl %1\n\tfisttpl %0" : "=m"(middle) : "m"(value) : "st");
		EXPECT(middle, ==, 2);
	}
	return 0;
}

#else

CASE(x87_rounding_control, .rule = "X87-2",
     .summary = "the rounding modes of the x87 control word and of MXCSR are independent",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/1665" }, .x86_64_only = true,
     .shared = true);

#endif
