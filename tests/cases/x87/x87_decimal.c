/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * FBLD and FBSTP convert 18 decimal digits; COBOL and database engines still
 * do.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static void decimal_of(long double value, uint8_t digits[10])
{
	MUTATE(, value = (double)value);
	__asm__ volatile("fldt %1\n\tfbstp %0"
			 : "=m"(*(uint8_t(*)[10])digits)
			 : "m"(value)
			 : "st");
}

static long double value_of(const uint8_t digits[10])
{
	long double value;

	__asm__ volatile("fbld %1\n\tfstpt %0"
			 : "=m"(value)
			 : "m"(*(const uint8_t(*)[10])digits)
			 : "st");
	return value;
}

int guest_main(void)
{
	static const uint8_t largest[10] = { 0x99, 0x99, 0x99, 0x99, 0x99,
					     0x99, 0x99, 0x99, 0x99, 0 };
	static const uint8_t negative[10] = { 0x56, 0x34, 0x12, [9] = 0x80 };
	/* What a value that doesn't fit becomes: the decimal indefinite. */
	static const uint8_t none[10] = { [7] = 0xc0, 0xff, 0xff };
	uint8_t digits[10];

	EXPECT(value_of(largest), ==, 999999999999999999.0L);
	EXPECT(value_of(negative), ==, -123456.0L);
	decimal_of(-123456.0L, digits);
	EXPECT(memcmp(digits, negative, 10), ==, 0);
	decimal_of(999999999999999999.0L, digits);
	EXPECT(memcmp(digits, largest, 10), ==, 0);
	/* It rounds to nearest and keeps the sign of zero. */
	decimal_of(2.5L, digits);
	EXPECT(digits[0], ==, 2);
	decimal_of(3.5L, digits);
	EXPECT(digits[0], ==, 4);
	decimal_of(-0.25L, digits);
	EXPECT(digits[0], ==, 0);
	EXPECT(digits[9], ==, 0x80);
	decimal_of(1e18L, digits);
	EXPECT(memcmp(digits, none, 10), ==, 0);
	decimal_of(__builtin_infl(), digits);
	EXPECT(memcmp(digits, none, 10), ==, 0);
	return 0;
}

#else

CASE(x87_decimal, .rule = "X87-4",
     .summary = "FBLD and FBSTP convert 18 decimal digits and mark what does not fit",
     .x86_64_only = true, .shared = true);

#endif
