/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The x87 registers hold 64 bits of mantissa and 15 of exponent: that is long
 * double, which money libraries, printf and Wine's programs compute with. A
 * translator that uses doubles is fast and wrong.
 */
#include "case.h"

#ifdef GUEST

#include "x87.h"

#define IS(instruction, a, b, exponent, bits)                                                  \
	do {                                                                                   \
		union extended r = X87(instruction, a, b);                                     \
		MUTATE(, r.value = (double)r.value);                                           \
		EXPECT_ROW(instruction " of " #a " and " #b, r.mantissa, ==,                   \
			   (uint64_t)(bits));                                                  \
		EXPECT_ROW(instruction " of " #a " and " #b, r.sign_exponent, ==, exponent);   \
	} while (0)

int guest_main(void)
{
	IS("faddp", 1.0L, 0x1p-63L, 0x3fff, 0x8000000000000001);
	IS("faddp", 1.0L, 0x1p-64L, 0x3fff, 0x8000000000000000);
	/* The assembler swaps the names of FDIVP and FDIVRP, and of FSUBP. */
	IS("fdivrp", 1.0L, 3.0L, 0x3ffd, 0xaaaaaaaaaaaaaaab);
	IS("fmulp", 0x1.00000001p0L, 0x1.00000002p0L, 0x3fff, 0x8000000180000001);
	IS("fsubrp", 0x1p64L, 1.0L, 0x403e, 0xffffffffffffffff);
	IS("fsqrt; fstp %%st(1)", 0.0L, 2.0L, 0x3fff, 0xb504f333f9de6484);
	/* Beyond the range of a double, and below it. */
	IS("fmulp", 0x1p16000L, 0x1p300L, 0x3fff + 16300, 0x8000000000000000);
	IS("fmulp", 0x1p-16000L, 0x1.8p-400L, 0, 0x0000300000000000);

	/* 64-bit integers pass through unharmed: the old way to copy them. */
	int64_t from = INT64_MAX - 1;
	int64_t to;

	__asm__ volatile("fildll %1\n\tfistpll %0" : "=m"(to) : "m"(from) : "st");
	EXPECT(to, ==, from);
	return 0;
}

#else

CASE(x87_precision, .rule = "X87-1",
     .summary = "x87 arithmetic keeps 64 bits of mantissa and 15 of exponent",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/4548" }, .x86_64_only = true,
     .shared = true);

#endif
