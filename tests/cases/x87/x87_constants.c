/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The constants of the x87 have 66 bits inside and are rounded by the rounding
 * mode: libraries of interval arithmetic count on both neighbours of pi.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { NEAREST = 0x037f, DOWN = 0x077f, UP = 0x0b7f, ZERO = 0x0f7f };

#define MANTISSA(mode, instruction)                                                            \
	({                                                                                     \
		struct {                                                                       \
			uint64_t mantissa;                                                     \
			uint16_t exponent;                                                     \
		} r_;                                                                          \
		const uint16_t mode_ = (mode);                                                 \
		__asm__ volatile("fninit\n\t" MUTATE("fldcw %1\n\t", ) instruction             \
				 "\n\tfstpt %0\n\tfninit"                                      \
				 : "=m"(r_)                                                    \
				 : "m"(mode_)                                                  \
				 : "st");                                                      \
		r_.mantissa;                                                                   \
	})
#define CONSTANT(instruction, nearest, down, up)                                               \
	do {                                                                                   \
		EXPECT_ROW(instruction " to nearest", MANTISSA(NEAREST, instruction), ==,      \
			   (uint64_t)(nearest));                                               \
		EXPECT_ROW(instruction " down", MANTISSA(DOWN, instruction), ==,               \
			   (uint64_t)(down));                                                  \
		EXPECT_ROW(instruction " up", MANTISSA(UP, instruction), ==, (uint64_t)(up));  \
		EXPECT_ROW(instruction " to zero", MANTISSA(ZERO, instruction), ==,            \
			   (uint64_t)(down));                                                  \
	} while (0)

int guest_main(void)
{
	CONSTANT("fldz", 0, 0, 0);
	CONSTANT("fld1", 0x8000000000000000, 0x8000000000000000, 0x8000000000000000);
	CONSTANT("fldpi", 0xc90fdaa22168c235, 0xc90fdaa22168c234, 0xc90fdaa22168c235);
	CONSTANT("fldl2t", 0xd49a784bcd1b8afe, 0xd49a784bcd1b8afe, 0xd49a784bcd1b8aff);
	CONSTANT("fldl2e", 0xb8aa3b295c17f0bc, 0xb8aa3b295c17f0bb, 0xb8aa3b295c17f0bc);
	CONSTANT("fldlg2", 0x9a209a84fbcff799, 0x9a209a84fbcff798, 0x9a209a84fbcff799);
	CONSTANT("fldln2", 0xb17217f7d1cf79ac, 0xb17217f7d1cf79ab, 0xb17217f7d1cf79ac);
	return 0;
}

#else

CASE(x87_constants, .rule = "X87-1",
     .summary = "FLDPI and the other constants are exact and rounded by the rounding mode",
     .x86_64_only = true, .shared = true);

#endif
