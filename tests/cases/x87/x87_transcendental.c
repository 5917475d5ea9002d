/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Sine, cosine, arc tangent and logarithms are right to the last of 64 bits:
 * libm's long double functions hand them through, and programs print all those
 * digits.
 */
#include "case.h"

#ifdef GUEST

#include "x87.h"

/* Transcendental results: less than one unit of the last place away. */
#define NEAR(instruction, a, b, exponent, bits)                                                \
	do {                                                                                   \
		union extended r = X87(instruction, a, b);                                     \
		MUTATE(, r.value = (double)r.value);                                           \
		int64_t off = (int64_t)(r.mantissa - (uint64_t)(bits));                        \
		EXPECT_ROW(instruction " of " #a " and " #b " to the last place",              \
			   off >= -1 && off <= 1, ==, true);                                   \
		EXPECT_ROW(instruction " of " #a " and " #b, r.sign_exponent, ==, exponent);   \
	} while (0)

int guest_main(void)
{
	NEAR("fpatan", 1.0L, 1.0L, 0x3ffe, 0xc90fdaa22168c235);
	NEAR("fyl2x", 1.0L, 10.0L, 0x4000, 0xd49a784bcd1b8afe);
	NEAR("f2xm1; fstp %%st(1)", 0.0L, 0.5L, 0x3ffd, 0xd413cccfe7799211);
	NEAR("fsin; fstp %%st(1)", 0.0L, 1.0L, 0x3ffe, 0xd76aa47848677021);
	NEAR("fcos; fstp %%st(1)", 0.0L, 1.0L, 0x3ffe, 0x8a51407da8345c92);
	return 0;
}

#else

CASE(x87_transcendental, .rule = "X87-1",
     .summary = "transcendental functions are off by less than one unit of the last of 64 bits",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/4548" }, .x86_64_only = true,
     .shared = true);

#endif
