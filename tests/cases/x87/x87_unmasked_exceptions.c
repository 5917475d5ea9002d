/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * An x87 exception that is not masked raises SIGFPE at the next instruction
 * that waits for it, as feenableexcept(3) promises for long double.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { USUAL = 0x037f, INVALID = 1 << 0, ZERO_DIVIDE = 1 << 2 };

static uint16_t control;
static double divisor;
static double dividend;

static void divide(void)
{
	__asm__ volatile(
		"fninit\n\t" MUTATE("fldcw %0\n\t", ) "fldl %1\n\tfdivl %2\n\tfwait\n\tfninit"
		:
		: "m"(control), "m"(dividend), "m"(divisor)
		: "st");
}

static struct guest_fault divide_under(uint16_t unmasked, double a, double b)
{
	control = (uint16_t)(USUAL & ~unmasked);
	dividend = a;
	divisor = b;
	return fault_of(divide);
}

int guest_main(void)
{
	/* Control: what is masked, or does not happen, raises nothing. */
	EXPECT(divide_under(0, 1.0, 0.0).signal, ==, 0);
	EXPECT(divide_under(ZERO_DIVIDE, 1.0, 2.0).signal, ==, 0);

	struct guest_fault f = divide_under(ZERO_DIVIDE, 1.0, 0.0);

	if (EXPECT(f.signal, ==, SIGFPE))
		EXPECT(f.code, ==, FPE_FLTDIV);
	f = divide_under(INVALID, 0.0, 0.0);
	if (EXPECT(f.signal, ==, SIGFPE))
		EXPECT(f.code, ==, FPE_FLTINV);
	return 0;
}

#else

CASE(x87_unmasked_exceptions, .rule = "X87-8",
     .summary = "an x87 exception that is not masked raises SIGFPE at the next waiting "
		"instruction",
     .x86_64_only = true, .shared = true);

#endif
