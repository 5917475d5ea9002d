/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * MIN and MAX are no symmetric functions: of a NaN or two zeros they return
 * the second operand. And a NaN that arithmetic makes is negative, one that
 * it meets is passed on, the first operand's before the second's. Compilers
 * build fmin and comparisons on that; ARM64 differs in every point.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#define ONE 0x3ff0000000000000UL
#define MINUS_ZERO 0x8000000000000000UL
#define INFINITE 0x7ff0000000000000UL
#define QUIET 0x7ff8000000000123UL
#define QUIET_2 0xfff8000000000456UL
#define SIGNALLING 0x7ff0000000000789UL
#define INDEFINITE 0xfff8000000000000UL

/* The second operand is the source. */
#define SCALAR(instruction, first, second, wanted)                                             \
	EXPECT_ROW(instruction " of " #first " and " #second,                                  \
		   XMM_OP(instruction, XMM_Q(0, MUTATE(first, second)),                        \
			  XMM_Q(0, MUTATE(second, first)))                                     \
			   .q[0],                                                              \
		   ==, (uint64_t)(wanted))

static uint64_t flags_of_compare(uint64_t first, uint64_t second)
{
	uint64_t out;
	union xmm a = XMM_Q(0, first);
	union xmm b = XMM_Q(0, second);

	__asm__ volatile("movdqu %1, %%xmm0\n\tmovdqu %2, %%xmm1\n\tucomisd %%xmm1, "
			 "%%xmm0\n\t" STORE_FLAGS
			 : [out] "=&r"(out)
			 : "m"(a), "m"(b)
			 : "xmm0", "xmm1", "cc");
	return out & FLAGS_STATUS;
}

int guest_main(void)
{
	SCALAR("minsd", QUIET, ONE, ONE);
	SCALAR("minsd", ONE, QUIET, QUIET);
	SCALAR("maxsd", QUIET, ONE, ONE);
	SCALAR("maxsd", ONE, QUIET, QUIET);
	/* Even a signalling NaN is returned as it is. */
	SCALAR("maxsd", ONE, SIGNALLING, SIGNALLING);
	SCALAR("minsd", 0UL, MINUS_ZERO, MINUS_ZERO);
	SCALAR("minsd", MINUS_ZERO, 0UL, 0UL);
	SCALAR("maxsd", 0UL, MINUS_ZERO, MINUS_ZERO);
	SCALAR("maxsd", MINUS_ZERO, 0UL, 0UL);
	SCALAR("minsd", ONE, INFINITE, ONE);

	const union xmm a = { .d = { 0x7fc00001, 0x3f800000, 0, 0x80000000 } };
	const union xmm b = { .d = { 0x3f800000, 0x7fc00002, 0x80000000, 0 } };

	EXPECT_XMM("minps takes the second operand", XMM_OP("minps", a, b), 0x0000000080000000,
		   0x7fc000023f800000);
	EXPECT_XMM("maxps takes the second operand", XMM_OP("maxps", a, b), 0x0000000080000000,
		   0x7fc000023f800000);

	SCALAR("addsd", INFINITE, INFINITE | MINUS_ZERO, INDEFINITE);
	SCALAR("subsd", INFINITE, INFINITE, INDEFINITE);
	SCALAR("mulsd", 0UL, INFINITE, INDEFINITE);
	SCALAR("divsd", 0UL, 0UL, INDEFINITE);
	SCALAR("sqrtsd", 0UL, ONE | MINUS_ZERO, INDEFINITE);
	SCALAR("addsd", QUIET, QUIET_2, QUIET);
	SCALAR("addsd", QUIET_2, QUIET, QUIET_2);
	SCALAR("mulsd", ONE, QUIET_2, QUIET_2);
	/* The first operand counts even if only the second one signals. */
	SCALAR("addsd", QUIET, SIGNALLING, QUIET);
	SCALAR("addsd", SIGNALLING, QUIET, SIGNALLING | 0x0008000000000000UL);
	SCALAR("subsd", ONE, SIGNALLING, SIGNALLING | 0x0008000000000000UL);

	/* An unordered comparison sets ZF, PF and CF. */
	EXPECT(flags_of_compare(ONE, QUIET), ==, (uint64_t)(FLAG_ZF | FLAG_PF | FLAG_CF));
	EXPECT(flags_of_compare(ONE, 0), ==, 0UL);
	EXPECT(flags_of_compare(0, ONE), ==, (uint64_t)FLAG_CF);
	EXPECT(flags_of_compare(0, MINUS_ZERO), ==, (uint64_t)FLAG_ZF);
	SCALAR("cmpsd $0,", QUIET, QUIET, 0UL);
	SCALAR("cmpsd $4,", QUIET, QUIET, UINT64_MAX);
	SCALAR("cmpsd $5,", ONE, QUIET, UINT64_MAX);
	SCALAR("cmpsd $3,", ONE, QUIET, UINT64_MAX);
	SCALAR("cmpsd $7,", ONE, QUIET, 0UL);
	SCALAR("cmpsd $1,", 0UL, ONE, UINT64_MAX);
	return 0;
}

#else

CASE(sse_min_max_nan, .rule = "SIMD-3",
     .summary = "MIN, MAX and arithmetic choose among NaNs and zeros as the manual says",
     .x86_64_only = true, .shared = true);

#endif
