/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * An SSE exception that isn't masked raises SIGFPE at its instruction, as
 * feenableexcept(3) promises to numeric programs that look for their first
 * NaN.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { INVALID = 1 << 7, ZERO_DIVIDE = 1 << 9, OVERFLOW = 1 << 10, PRECISION = 1 << 12 };

static uint32_t mode;
static double first;
static double second;

static void __attribute__((noinline)) divide(void)
{
	double r = first;

	__asm__ volatile(MUTATE("ldmxcsr %1\n\t", ) "divsd %2, %0"
			 : "+x"(r)
			 : "m"(mode), "x"(second));
}

static struct guest_fault divide_under(uint32_t unmasked, double a, double b)
{
	mode = 0x1f80 & ~unmasked;
	first = a;
	second = b;
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
	f = divide_under(OVERFLOW, 0x1p1000, 0x1p-1000);
	if (EXPECT(f.signal, ==, SIGFPE))
		EXPECT(f.code, ==, FPE_FLTOVF);
	f = divide_under(PRECISION, 1.0, 3.0);
	if (EXPECT(f.signal, ==, SIGFPE))
		EXPECT(f.code, ==, FPE_FLTRES);
	return 0;
}

#else

CASE(sse_unmasked_exceptions, .rule = "SIMD-5",
     .summary = "an SSE exception that is not masked raises SIGFPE with its own code",
     .x86_64_only = true, .shared = true);

#endif
