/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The x87 registers are a stack that can run over and be empty: the value is
 * then the indefinite NaN, and status bits IE, SF and C1 say which it was. Old
 * compilers leak stack slots; results must degrade as they do on hardware.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { IE = 1, SF = 1 << 6, C1 = 1 << 9, TOP = 7 << 11 };

struct result {
	uint64_t mantissa;
	uint16_t exponent;
	uint16_t status;
} __attribute__((packed));

#define STORE_STATUS MUTATE("", "\n\tfnclex") "\n\tfnstsw 10(%0)"
#define AFTER(instructions)                                                                    \
	({                                                                                     \
		struct result r_ = { 0, 0, 0 };                                                \
		__asm__ volatile("fninit\n\t" instructions STORE_STATUS                        \
				 "\n\tfnclex\n\tfstpt (%0)\n\tfninit"                          \
				 :                                                             \
				 : "r"(&r_)                                                    \
				 : "memory", "st", "st(1)", "st(2)", "st(3)", "st(4)",         \
				   "st(5)", "st(6)", "st(7)");                                 \
		r_;                                                                            \
	})

static bool is_indefinite(struct result r)
{
	return r.mantissa == 0xc000000000000000 && r.exponent == 0xffff;
}

int guest_main(void)
{
	struct result r = AFTER("fld1; fld1; fld1; fld1; fld1; fld1; fld1; fldpi");

	/* Control: eight fit. */
	EXPECT(r.status & (IE | SF | C1), ==, 0);
	EXPECT(r.mantissa, ==, 0xc90fdaa22168c235UL);
	EXPECT(r.status & TOP, ==, 0);

	r = AFTER("fld1; fld1; fld1; fld1; fld1; fld1; fld1; fld1; fldpi");
	EXPECT(r.status & (IE | SF | C1), ==, IE | SF | C1);
	EXPECT(r.status & TOP, ==, TOP);
	EXPECT(is_indefinite(r), ==, true);

	r = AFTER("fld1; fadd %%st(3), %%st");
	EXPECT(r.status & (IE | SF | C1), ==, IE | SF);
	EXPECT(is_indefinite(r), ==, true);
	r = AFTER("fchs");
	EXPECT(r.status & (IE | SF | C1), ==, IE | SF);

	/* Freed by hand, and turned without changing what is full. */
	r = AFTER("fld1; fldpi; ffree %%st(0); fincstp");
	EXPECT(r.status & (IE | SF), ==, 0);
	EXPECT(r.mantissa, ==, 0x8000000000000000UL);
	EXPECT(r.status & TOP, ==, TOP);
	r = AFTER("fldpi; fld1; fincstp; fincstp; fdecstp");
	EXPECT(r.mantissa, ==, 0xc90fdaa22168c235UL);
	/* SF stays until it is cleared. */
	r = AFTER("fchs; fninit; fld1; fld1; faddp");
	EXPECT(r.status & (IE | SF), ==, 0);
	r = AFTER("fchs; fld1; fld1; faddp");
	EXPECT(r.status & (IE | SF), ==, IE | SF);
	return 0;
}

#else

CASE(x87_stack_faults, .rule = "X87-6",
     .summary =
	     "x87 stack overflow and underflow give the indefinite value and set IE, SF and C1",
     .x86_64_only = true, .shared = true);

#endif
