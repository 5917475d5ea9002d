/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Integer vector instructions at the values where they saturate, wrap, round
 * or ignore bits; their nearest ARM64 relatives differ just there.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#define ANSWER(instruction, a_high, a_low, b_high, b_low, high, low)                           \
	EXPECT_XMM(instruction " gives the known answer",                                      \
		   XMM_OP(instruction, XMM_Q(a_high, a_low), XMM_Q(b_high, b_low)), high, low)

int guest_main(void)
{
	/* Saturation, signed and unsigned. */
	ANSWER(MUTATE("paddsb", "paddb"), 0x7f80010000000000, 0x7f, 0x01ff020000000000, 1,
	       0x7f80030000000000, 0x7f);
	ANSWER("paddusw", 0xffff000100000000, 1, 0x0001fffe00000000, 2, 0xffffffff00000000, 3);
	ANSWER("psubusb", 0x0005ff0000000000, 9, 0x0106fe0000000000, 10, 0x0000010000000000, 0);
	ANSWER("psubsw", 0x8000000000000000, 0x7fff, 1, 0xffff, 0x800000000000ffff, 0x7fff);
	ANSWER("packuswb", 0x7fff0000800000ff, 0x0100ffff00800001, 0, 0x00fe000000000000,
	       0xfe000000, 0xff0000ffff008001);
	ANSWER("packsswb", 0x0000800000007fff, 0x0080ff80ff7f007f, 0, 0, 0, 0x0080007f7f80807f);
	ANSWER("packssdw", 0x0000800080000000, 0xffff7fff7fffffff, 0, 0, 0, 0x7fff800080007fff);

	/* The one sum of PMADDWD that overflows. */
	ANSWER("pmaddwd", 0x8000800000020003, 0x0001000100010001, 0x800080000004fffb,
	       0x7fff000100000000, 0x80000000fffffff9, 0x0000800000000000);
	ANSWER("pmulhw", 0x80007fff00000000, 3, 0x80007fff00000000, 0xffff, 0x40003fff00000000,
	       0xffff);
	ANSWER("pmulhuw", 0xffff000000000000, 2, 0xffff000000000000, 0x8000, 0xfffe000000000000,
	       1);
	ANSWER("pmuludq", 0x77777777ffffffff, 0x7777777700000002, 0x88888888ffffffff,
	       0x8888888880000000, 0xfffffffe00000001, 0x0000000100000000);
	ANSWER("psadbw", 0xff00ff00ff00ff00, 0x0102030405060708, 0x00ff00ff00ff00ff, 0, 0x7f8,
	       36);
	ANSWER("pavgb", 0xff00000000000000, 0x03, 0xff01000000000000, 0x04, 0xff01000000000000,
	       4);

	/* Counts above the width clear, or fill with the sign; all 64 bits of
	 * the count are looked at. */
	ANSWER("psllw", 0xffffffffffffffff, 0xffffffffffffffff, 0, 16, 0, 0);
	ANSWER("psrld", 0xffffffffffffffff, 0xffffffffffffffff, 0, 0x100000001, 0, 0);
	ANSWER("psraw", 0x8000000000000000, 0x7fff, 0, 1000, 0xffff000000000000, 0);
	ANSWER("psrad", 0x8000000070000000, 0x80000000, 0, 31, 0xffffffff00000000, 0xffffffff);
	ANSWER("psllq", 1, 3, UINT64_MAX, 63, 0x8000000000000000, 0x8000000000000000);

	/* Comparisons, order and shuffles. */
	ANSWER("pcmpgtb", 0x8000000000000000, 0x7f, 0x7f00000000000000, 0x80, 0, 0xff);
	ANSWER("pminub", 0x80ff000000000000, 0x7f, 0x7ffe000000000000, 0x80, 0x7ffe000000000000,
	       0x7f);
	ANSWER("pmaxsw", 0x8000ffff00000000, 1, 0x7fff000000000000, 2, 0x7fff000000000000, 2);
	ANSWER("pandn", 0xf0f0f0f0f0f0f0f0, UINT64_MAX, 0xffffffffffffffff, 5,
	       0x0f0f0f0f0f0f0f0f, 0);
	ANSWER("punpckhbw", 0x0f0e0d0c0b0a0908, 0, 0x1f1e1d1c1b1a1918, 0, 0x1f0f1e0e1d0d1c0c,
	       0x1b0b1a0a19091808);
	ANSWER("pshufd $0x1b,", 9, 9, 0x0000000400000003, 0x0000000200000001,
	       0x0000000100000002, 0x0000000300000004);
	ANSWER("pshuflw $0xb1,", 9, 9, 7, 0x0004000300020001, 7, 0x0003000400010002);
	ANSWER("shufps $0x4e,", 0x0000000400000003, 0x0000000200000001, 0x0000000800000007,
	       0x0000000600000005, 0x0000000600000005, 0x0000000400000003);

	/* SSSE3 and SSE4.1, where CPUID offers them. */
	if (cpuid(1, 0).c & bit_SSSE3) {
		ANSWER("pshufb", 0x0f0e0d0c0b0a0908, 0x0706050403020100, 0x80ff7f100f000102,
		       0x0303030303030303, 0x00000f000f000102, 0x0303030303030303);
		ANSWER("pmaddubsw", 0xff00ff0000000000, 0xffff, 0x7f007f0000000000, 0x7f7f,
		       0x7e817e8100000000, 0x7fff);
		ANSWER("pmulhrsw", 0x8000000000000000, 0x4000, 0x8000000000000000, 1,
		       0x8000000000000000, 1);
		ANSWER("psignb", 0x8001050000000000, 7, 0xffff000000000000, 0x80,
		       0x80ff000000000000, 0xf9);
		ANSWER("pabsb", 0, 0, 0x80ff7f0000000000, 1, 0x80017f0000000000, 1);
		ANSWER("palignr $4,", 0x1111111111111111, 0x2222222222222222,
		       0x3333333344444444, 0x5555555566666666, 0x2222222233333333,
		       0x4444444455555555);
	}
	if (cpuid(1, 0).c & bit_SSE4_1) {
		ANSWER("packusdw", 0xffffffff00010000, 0x0000ffff7fffffff, 0, 0, 0,
		       0x0000ffffffffffff);
		ANSWER("pminsd", 0x8000000000000000, 5, 0x7fffffff00000001, 6,
		       0x8000000000000000, 5);
		ANSWER("phminposuw", 9, 9, 0x0009000700050003, 0x0004000300080006, 0, 0x20003);
		ANSWER("mpsadbw $0,", 0x0a09080706050403, 0x0201000102030405, 0, 0x01010101,
		       0x000a000600040002, 0x000200040006000a);
	}

	uint64_t mask;
	union xmm v = XMM_Q(0x80007f80ff000180, 0x8000000000000080);

	__asm__ volatile("movdqu %1, %%xmm0\n\tmov $-1, %0\n\tpmovmskb %%xmm0, %k0"
			 : "=&r"(mask)
			 : "m"(v)
			 : "xmm0");
	EXPECT(mask, ==, 0x9981UL);
	/* Both halves of MOVQ and of a load of 64 bits. */
	__asm__ volatile("movdqu %0, %%xmm0\n\tmovq %%xmm0, %%xmm0\n\tmovdqu %%xmm0, %0"
			 : "+m"(v)
			 :
			 : "xmm0");
	EXPECT(v.q[1], ==, 0UL);
	return 0;
}

#else

CASE(sse_integer_answers, .rule = "SIMD-1",
     .summary = "integer vector instructions saturate, wrap and shift as the manual says",
     .x86_64_only = true, .shared = true);

#endif
