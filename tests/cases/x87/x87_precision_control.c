/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The precision control rounds add, subtract, multiply, divide and square
 * root, and nothing else: loads, constants, remainders and sines keep 64 bits.
 * Direct3D programs run with 24 bits all the time.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { SINGLE = 0x007f, DOUBLE = 0x027f, EXTENDED = 0x037f };

/* The mantissa of what the instructions leave on the stack. */
#define MANTISSA(control, instructions)                                                        \
	({                                                                                     \
		struct {                                                                       \
			uint64_t mantissa;                                                     \
			uint16_t exponent;                                                     \
		} r_;                                                                          \
		const uint16_t control_ = (control);                                           \
		const uint16_t initial_ = EXTENDED;                                            \
		__asm__ volatile("fninit\n\t" MUTATE("fldcw %1\n\t", ) instructions            \
				 "\n\tfstpt %0\n\tfldcw %2\n\tfninit"                          \
				 : "=m"(r_)                                                    \
				 : "m"(control_), "m"(initial_), [wide] "m"(wide),             \
				   [three] "m"(three), [integer] "m"(integer)                  \
				 : "st", "st(1)", "st(2)", "cc");                              \
		r_.mantissa;                                                                   \
	})
#define ROUNDS(instructions, single, twice, whole)                                             \
	do {                                                                                   \
		EXPECT_ROW(instructions " to 24 bits", MANTISSA(SINGLE, instructions), ==,     \
			   (uint64_t)(single));                                                \
		EXPECT_ROW(instructions " to 53 bits", MANTISSA(DOUBLE, instructions), ==,     \
			   (uint64_t)(twice));                                                 \
		EXPECT_ROW(instructions " to 64 bits", MANTISSA(EXTENDED, instructions), ==,   \
			   (uint64_t)(whole));                                                 \
	} while (0)
#define KEEPS(instructions)                                                                    \
	EXPECT_ROW(instructions " is not rounded", MANTISSA(SINGLE, instructions), ==,         \
		   MANTISSA(EXTENDED, instructions))

static const long double wide = 0x1.23456789abcdef02p0L;
static const long double three = 3.0L;
static const int64_t integer = 0x7234567890abcdef;

int guest_main(void)
{
	/* The assembler swaps the names of FDIVP and FDIVRP. */
	ROUNDS("fld1; fldt %[three]; fdivrp", 0xaaaaab0000000000, 0xaaaaaaaaaaaaa800,
	       0xaaaaaaaaaaaaaaab);
	ROUNDS("fldt %[three]; fsqrt", 0xddb3d70000000000, 0xddb3d742c2655000,
	       0xddb3d742c265539e);
	ROUNDS("fldz; fldt %[wide]; faddp", 0x91a2b40000000000, 0x91a2b3c4d5e6f800,
	       0x91a2b3c4d5e6f781);
	ROUNDS("fld1; fldt %[wide]; fmulp", 0x91a2b40000000000, 0x91a2b3c4d5e6f800,
	       0x91a2b3c4d5e6f781);
	ROUNDS("fldt %[wide]; fldz; fsubrp", 0x91a2b40000000000, 0x91a2b3c4d5e6f800,
	       0x91a2b3c4d5e6f781);

	KEEPS("fldt %[wide]");
	KEEPS("fldpi");
	KEEPS("fldl2e");
	KEEPS("fildll %[integer]");
	KEEPS("fldt %[wide]; fchs");
	KEEPS("fldt %[wide]; fabs");
	KEEPS("fld1; fldt %[wide]; fxch; fxch");
	KEEPS("fld1; fldt %[wide]; fscale");
	KEEPS("fldt %[three]; fldt %[wide]; fprem");
	KEEPS("fldt %[wide]; fsin");
	KEEPS("fldt %[wide]; fld1; fpatan");
	KEEPS("fldt %[wide]; fxtract");
	KEEPS("fldt %[wide]; fld1; fcmovb %%st(1), %%st; fstp %%st(0)");
	return 0;
}

#else

CASE(x87_precision_control, .rule = "X87-3",
     .summary = "precision control rounds add, subtract, multiply, divide and square root only",
     .issues = { "https://github.com/FEX-Emu/FEX/pull/4194" }, .x86_64_only = true,
     .shared = true);

#endif
