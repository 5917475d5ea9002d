/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Conversions that don't fit give the "integer indefinite" value, the sign
 * bit alone, where ARM64 saturates. JavaScript engines test for just this
 * value to find their slow path.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static const double infinity = __builtin_inf();
static const double nan_value = __builtin_nan("");

#define CONVERT(instruction, type, from)                                                       \
	({                                                                                     \
		type r_;                                                                       \
		/* Mutated, it saturates as ARM64 does. */                                     \
		__asm__ volatile(instruction                                                   \
				 " %1, %0" MUTATE(, "\n\tcmp $1, %0\n\tjno 1f\n\tdec %0\n1:")  \
				 : "=r"(r_)                                                    \
				 : "x"(from));                                                 \
		r_;                                                                            \
	})

int guest_main(void)
{
	const uint64_t none = 0x8000000000000000;

	EXPECT(CONVERT("cvttsd2siq", uint64_t, 1e19), ==, none);
	EXPECT(CONVERT("cvttsd2siq", uint64_t, -1e19), ==, none);
	EXPECT(CONVERT("cvttsd2siq", uint64_t, infinity), ==, none);
	EXPECT(CONVERT("cvttsd2siq", uint64_t, nan_value), ==, none);
	EXPECT(CONVERT("cvttsd2sil", uint32_t, 2147483648.0), ==, 0x80000000U);
	EXPECT(CONVERT("cvttsd2sil", uint32_t, -2147483649.0), ==, 0x80000000U);
	EXPECT(CONVERT("cvtsd2siq", uint64_t, infinity), ==, none);
	EXPECT(CONVERT("cvtss2sil", uint32_t, 3e9F), ==, 0x80000000U);
	EXPECT(CONVERT("cvttss2siq", uint64_t, 1e19F), ==, none);
	EXPECT(CONVERT("cvttss2sil", uint32_t, __builtin_nanf("")), ==, 0x80000000U);

	/* Control: what fits, rounded or cut. */
	EXPECT(CONVERT("cvttsd2siq", int64_t, -2.9), ==, -2L);
	EXPECT(CONVERT("cvtsd2siq", int64_t, -2.9), ==, -3L);
	EXPECT(CONVERT("cvtsd2sil", int32_t, 2.5), ==, 2);
	EXPECT(CONVERT("cvtsd2sil", int32_t, 3.5), ==, 4);
	EXPECT(CONVERT("cvttsd2sil", int32_t, 2147483647.9), ==, 2147483647);
	EXPECT(CONVERT("cvttsd2sil", int32_t, -2147483648.9), ==, -2147483647 - 1);

	/* Packed: each lane for itself; doubles leave the upper half zero. */
	const union xmm singles = { .f = { 1.5F, 3e9F, -1.5F, __builtin_nanf("") } };
	const union xmm doubles = { .g = { -7.7, 1e300 } };

	EXPECT_XMM("cvttps2dq per lane", XMM_OP("cvttps2dq", XMM_Q(9, 9), singles),
		   0x80000000ffffffff, 0x8000000000000001);
	EXPECT_XMM("cvttpd2dq per lane", XMM_OP("cvttpd2dq", XMM_Q(9, 9), doubles), 0,
		   0x80000000fffffff9);
	EXPECT_XMM("cvtps2dq per lane", XMM_OP("cvtps2dq", XMM_Q(9, 9), singles),
		   0x80000000fffffffe, 0x8000000000000002);
	EXPECT_XMM("cvtdq2pd per lane",
		   XMM_OP("cvtdq2pd", XMM_Q(9, 9), XMM_Q(5, 0x80000000ffffffff)),
		   0xc1e0000000000000, 0xbff0000000000000);
	EXPECT_XMM(
		"cvtdq2ps rounds",
		XMM_OP("cvtdq2ps", XMM_Q(9, 9), XMM_Q(0x7fffffff01000001, 0xffffffff00000001)),
		0x4f0000004b800000, 0xbf8000003f800000);
	EXPECT_XMM("cvtpd2ps clears above", XMM_OP("cvtpd2ps", XMM_Q(9, 9), doubles), 0,
		   0x7f800000c0f66666);
	/* Scalar conversions keep what lies above. */
	EXPECT_XMM("cvtsd2ss keeps above",
		   XMM_OP("cvtsd2ss", XMM_Q(9, 0x1234567800000000), doubles), 9,
		   0x12345678c0f66666);
	/* A signalling NaN turns quiet and keeps its payload. */
	EXPECT_XMM("cvtss2sd quiets a NaN",
		   XMM_OP("cvtss2sd", XMM_Q(9, 0), XMM_Q(0, 0xff812345)), 9,
		   0xfff82468a0000000);
	EXPECT_XMM("cvtsd2ss quiets a NaN",
		   XMM_OP("cvtsd2ss", XMM_Q(9, 0), XMM_Q(0, 0x7ff0123456789abc)), 9,
		   0x000000007fc091a2);
	return 0;
}

#else

CASE(sse_conversions, .rule = "SIMD-2",
     .summary = "a conversion to an integer that doesn't fit gives the sign bit alone",
     .x86_64_only = true, .shared = true);

#endif
