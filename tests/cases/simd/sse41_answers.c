/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* SSE3 and SSE4.1 brought operations with no near relative on ARM64: blends by
 * sign bits, dot products by mask, insertions that clear, rounding by operand,
 * tests that set flags, and neighbours added. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#define F(a, b, c, d) ((union xmm){ .f = { a, b, c, d } })
#define EXPECT_F(what, got, a, b, c, d)                                                        \
	do {                                                                                   \
		const union xmm g_ = (got);                                                    \
		EXPECT_ROW(what, g_.f[0], ==, (float)(a));                                     \
		EXPECT_ROW(what, g_.f[1], ==, (float)(b));                                     \
		EXPECT_ROW(what, g_.f[2], ==, (float)(c));                                     \
		EXPECT_ROW(what, g_.f[3], ==, (float)(d));                                     \
	} while (0)

static uint64_t test_flags(union xmm a, union xmm b)
{
	uint64_t flags;

	__asm__ volatile("movdqu %1, %%xmm0\n\tmovdqu %2, %%xmm1\n\tptest %%xmm1, %%xmm0\n\t"
			 "lea -128(%%rsp), %%rsp\n\tpushfq\n\tpop %0\n\tlea 128(%%rsp), %%rsp"
			 : "=r"(flags)
			 : "m"(a), "m"(b)
			 : "xmm0", "xmm1", "cc");
	return flags & FLAGS_STATUS;
}

/* The one vector operand that is no operand is XMM0. */
#define BLEND(instruction, a, b, mask)                                                         \
	({                                                                                     \
		union xmm a_ = (a);                                                            \
		union xmm b_ = (b);                                                            \
		union xmm m_ = (mask);                                                         \
		__asm__ volatile("movdqu %0, %%xmm1\n\tmovdqu %1, %%xmm2\n\tmovdqu %2, "       \
				 "%%xmm0\n\t" instruction                                      \
				 " %%xmm0, %%xmm2, %%xmm1\n\tmovdqu %%xmm1, %0"                \
				 : "+m"(a_)                                                    \
				 : "m"(b_), "m"(m_)                                            \
				 : "xmm0", "xmm1", "xmm2");                                    \
		a_;                                                                            \
	})

static double rounded(double x, int mode)
{
	double r = 0;

	switch (mode) {
	case 0:
		__asm__("roundsd $0, %1, %0" : "+x"(r) : "x"(x));
		break;
	case 1:
		__asm__("roundsd $1, %1, %0" : "+x"(r) : "x"(x));
		break;
	case 2:
		__asm__("roundsd $2, %1, %0" : "+x"(r) : "x"(x));
		break;
	default:
		__asm__("roundsd $3, %1, %0" : "+x"(r) : "x"(x));
		break;
	}
	return r;
}

static void sse3(void)
{
	const union xmm a = F(1, 2, 3, MUTATE(4, 5));
	const union xmm b = F(10, 20, 30, 40);

	EXPECT_F("addsubps", XMM_OP("addsubps", a, b), -9, 22, -27, 44);
	EXPECT_F("haddps", XMM_OP("haddps", a, b), 3, 7, 30, 70);
	EXPECT_F("hsubps", XMM_OP("hsubps", a, b), -1, -1, -10, -10);
	EXPECT_F("movshdup", XMM_OP("movshdup", a, b), 20, 20, 40, 40);
	EXPECT_F("movsldup", XMM_OP("movsldup", a, b), 10, 10, 30, 30);
}

static void sse41(void)
{
	const union xmm a = F(1, 2, 3, 4);
	const union xmm b = F(10, 20, 30, 40);
	const union xmm signs = XMM_Q(0x8000000000000000, 0x7fffffff80000000);
	uint64_t r;

	/* Multiplies where the upper bits say, stores where the lower ones do. */
	EXPECT_F("dpps", XMM_OP("dpps $0x75,", a, b), 140, 0, 140, 0);
	EXPECT_F("insertps", XMM_OP("insertps $0x98,", a, b), 1, 30, 3, 0);
	EXPECT_F("blendps", XMM_OP("blendps $0x6,", a, b), 1, 20, 30, 4);
	EXPECT_F("blendvps", BLEND("blendvps", a, b, signs), 10, 2, 3, 40);
	EXPECT_XMM("pblendvb",
		   BLEND("pblendvb", XMM_Q(0, 0x1111111111111111),
			 XMM_Q(UINT64_MAX, 0x2222222222222222),
			 XMM_Q(0x0080007f00ff0001, 0x8000000000000080)),
		   0x00ff000000ff0000, 0x2211111111111122);
	EXPECT_XMM("pmovsxbq", XMM_OP("pmovsxbq", XMM_Q(9, 9), XMM_Q(5, 0x7f80)), 0x7f,
		   0xffffffffffffff80);
	EXPECT_XMM("pmovzxwd", XMM_OP("pmovzxwd", XMM_Q(9, 9), XMM_Q(5, 0xffff800000017fff)),
		   0x0000ffff00008000, 0x0000000100007fff);
	EXPECT_XMM("pmuldq", XMM_OP("pmuldq", XMM_Q(9, 0xffffffff), XMM_Q(0x5fffffffe, 7)),
		   0xffffffffffffffee, 0xfffffffffffffff9);
	EXPECT_XMM("pmulld",
		   XMM_OP("pmulld", XMM_Q(0, 0x10000ffff0000), XMM_Q(0, 0x10001000f0001)), 0,
		   0x00010000ffff0000);
	EXPECT_XMM("pcmpeqq", XMM_OP("pcmpeqq", XMM_Q(1, 2), XMM_Q(1, 0x100000002)), UINT64_MAX,
		   0);

	/* Extractions clear the register above. */
	const union xmm v = XMM_Q(0x8877665544332211, 0xffeeddccbbaa9988);

	__asm__("movdqu %1, %%xmm0\n\tmov $-1, %0\n\tpextrb $15, %%xmm0, %k0"
		: "=&r"(r)
		: "m"(v)
		: "xmm0");
	EXPECT_ROW("pextrb clears the rest", r, ==, 0x88UL);
	__asm__("movdqu %1, %%xmm0\n\tmov $-1, %0\n\tpextrd $3, %%xmm0, %k0"
		: "=&r"(r)
		: "m"(v)
		: "xmm0");
	EXPECT_ROW("pextrd clears the rest", r, ==, 0x88776655UL);
	__asm__("movdqu %1, %%xmm0\n\tmov $-1, %0\n\textractps $2, %%xmm0, %k0"
		: "=&r"(r)
		: "m"(v)
		: "xmm0");
	EXPECT_ROW("extractps clears the rest", r, ==, 0x44332211UL);

	/* ZF: nothing in common; CF: the second has nothing beyond the first. */
	EXPECT_ROW("ptest without common bits", test_flags(XMM_Q(0, 0xf0), XMM_Q(0, 0x0f)), ==,
		   (uint64_t)FLAG_ZF);
	EXPECT_ROW("ptest of a subset", test_flags(XMM_Q(0, 0xff), XMM_Q(0, 0x0f)), ==,
		   (uint64_t)FLAG_CF);
	EXPECT_ROW("ptest of a part", test_flags(XMM_Q(1, 0x0f), XMM_Q(1, 0xff)), ==, 0UL);
	EXPECT_ROW("ptest of zeros", test_flags(XMM_Q(1, 1), XMM_Q(0, 0)), ==,
		   (uint64_t)(FLAG_ZF | FLAG_CF));

	EXPECT(rounded(2.5, 0), ==, 2.0);
	EXPECT(rounded(-2.5, 1), ==, -3.0);
	EXPECT(rounded(2.1, 2), ==, 3.0);
	EXPECT(rounded(-2.9, 3), ==, -2.0);
	EXPECT(1 / rounded(-0.4, 0), <, 0.0);
	EXPECT(rounded(0x1.0000000000001p52, 0), ==, 0x1.0000000000001p52);
}

int guest_main(void)
{
	if (cpuid(1, 0).c & bit_SSE3)
		sse3();
	else
		NOT_OFFERED("SSE3");
	if (cpuid(1, 0).c & bit_SSE4_1)
		sse41();
	else
		NOT_OFFERED("SSE4.1");
	return 0;
}

#else

CASE(sse41_answers, .rule = "SIMD-1",
     .summary =
	     "SSE3 and SSE4.1 blend, insert, round, test and add neighbours as the manual says",
     .x86_64_only = true, .shared = true);

#endif
