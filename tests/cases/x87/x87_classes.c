/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * FXAM tells zero, denormal, infinite, empty and even impossible numbers
 * apart, and comparisons know "unordered": C libraries' classification and
 * comparison macros rest on them.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { C0 = 1 << 8, C1 = 1 << 9, C2 = 1 << 10, C3 = 1 << 14, CODES = C0 | C1 | C2 | C3 };

struct number {
	uint64_t mantissa;
	uint16_t exponent;
} __attribute__((packed));

static int examine(uint64_t mantissa, uint16_t exponent)
{
	const struct number n = { mantissa, exponent };
	uint16_t status;

	__asm__ volatile(
		"fninit\n\tfldt %1\n\t" MUTATE("fxam", "ftst") "\n\tfnstsw %0\n\tfninit"
		: "=m"(status)
		: "m"(n)
		: "st");
	return status & CODES;
}

static int compare(uint64_t a_mantissa, uint16_t a_exponent)
{
	const struct number n = { a_mantissa, a_exponent };
	uint16_t status;

	__asm__ volatile("fninit\n\tfld1\n\tfldt %1\n\tfucompp\n\tfnstsw %0\n\tfninit"
			 : "=m"(status)
			 : "m"(n)
			 : "st", "st(1)");
	return status & (C0 | C2 | C3);
}

static uint64_t compare_flags(uint64_t a_mantissa, uint16_t a_exponent)
{
	const struct number n = { a_mantissa, a_exponent };
	uint64_t in = FLAG_OF | FLAG_SF | FLAG_AF;
	uint64_t out;

	__asm__ volatile("fninit\n\tfld1\n\tfldt %[n]\n\t" LOAD_FLAGS
			 "fucomip %%st(1), %%st\n\t" STORE_FLAGS "fninit"
			 : [out] "=&r"(out)
			 : [n] "m"(n), [in] "r"(in)
			 : "st", "st(1)", "cc");
	return out & FLAGS_STATUS;
}

int guest_main(void)
{
	const uint64_t one = 0x8000000000000000;
	const uint64_t quiet = 0xc000000000000001;
	uint16_t status;

	EXPECT(examine(one, 0x3fff), ==, C2);
	EXPECT(examine(one, 0xbfff), ==, C2 | C1);
	EXPECT(examine(0, 0), ==, C3);
	EXPECT(examine(0, 0x8000), ==, C3 | C1);
	EXPECT(examine(one, 0x7fff), ==, C2 | C0);
	EXPECT(examine(one, 0xffff), ==, C2 | C1 | C0);
	EXPECT(examine(quiet, 0x7fff), ==, C0);
	EXPECT(examine(1, 0), ==, C3 | C2);
	/* No number at all: the leading bit is missing. */
	EXPECT(examine(1, 0x3fff), ==, 0);

	__asm__ volatile("fninit\n\tfxam\n\tfnstsw %0" : "=m"(status));
	EXPECT(status & (C0 | C2 | C3), ==, C3 | C0);

	EXPECT(compare(one, 0x3fff), ==, C3);
	EXPECT(compare(one, 0x4000), ==, 0);
	EXPECT(compare(one, 0xbfff), ==, C0);
	EXPECT(compare(quiet, 0x7fff), ==, C0 | C2 | C3);
	/* The form that sets RFLAGS clears OF, SF and AF. */
	EXPECT(compare_flags(one, 0x3fff), ==, (uint64_t)FLAG_ZF);
	EXPECT(compare_flags(one, 0x4000), ==, 0UL);
	EXPECT(compare_flags(one, 0x3ffe), ==, (uint64_t)FLAG_CF);
	EXPECT(compare_flags(quiet, 0x7fff), ==, (uint64_t)(FLAG_ZF | FLAG_PF | FLAG_CF));
	return 0;
}

#else

CASE(x87_classes, .rule = "X87-5",
     .summary = "FXAM classifies every kind of 80-bit value, comparisons know unordered ones",
     .x86_64_only = true, .shared = true);

#endif
