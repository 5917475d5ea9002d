/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The MMX registers are the mantissas of the x87 registers; EMMS ends their
 * use. Old codecs switch between both within one frame.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

struct environment {
	uint16_t control, r0, status, r1, tag, r2;
	uint32_t pointers[4];
};

int guest_main(void)
{
	const uint64_t a = 0x7fff800000010002;
	const uint64_t b = 0x0001ffff00020003;
	uint64_t sum;
	uint64_t back;
	struct environment e;
	uint8_t number[10];

	__asm__ volatile("movq %1, %%mm0\n\tpaddsw %2, %%mm0\n\tmovq %%mm0, %0\n\temms"
			 : "=m"(sum)
			 : "m"(a), "m"(b)
			 : "mm0");
	EXPECT(sum, ==, 0x7fff800000030005UL);

	/* A write of MM2 is a write of R2's mantissa with exponent 0xffff; it
	 * marks all registers valid and sets TOP to 0. */
	__asm__ volatile(
		"fninit\n\tfld1\n\tfldpi\n\tmovq %3, %%mm2\n\tfnstenv %0\n\tfldenv %0\n\t"
		"movq %%mm6, %1\n\tfincstp\n\tfincstp\n\tfstpt %2\n\temms"
		: "=m"(e), "=m"(back), "=m"(number)
		: "m"(a)
		: "st", "st(1)", "mm2");
	EXPECT(e.status & 0x3800, ==, 0);
	EXPECT(e.tag & 0x0030, ==, 0x0020);
	/* FLDPI was in R6, and still is. */
	EXPECT(back, ==, 0xc90fdaa22168c235UL);
	EXPECT(memcmp(number, &a, 8), ==, 0);
	EXPECT(number[8], ==, 0xff);
	EXPECT(number[9], ==, 0xff);

	/* EMMS empties all, so eight loads fit again. */
	__asm__ volatile("fninit\n\tmovq %1, %%mm0\n\t" MUTATE("emms\n\t", ) "fnstenv %0"
			 : "=m"(e)
			 : "m"(a)
			 : "mm0");
	EXPECT(e.tag, ==, 0xffff);
	__asm__ volatile("fldenv %0" : : "m"(e));

	uint16_t status;

	__asm__ volatile(
		"movq %1, %%mm0\n\temms\n\tfld1\n\tfld1\n\tfaddp\n\tfnstsw %0\n\tfninit"
		: "=m"(status)
		: "m"(a)
		: "st", "st(1)");
	EXPECT(status & 0x41, ==, 0);
	/* Control: without EMMS the load meets a full register. */
	__asm__ volatile("movq %1, %%mm0\n\tfld1\n\tfnstsw %0\n\tfninit"
			 : "=m"(status)
			 : "m"(a)
			 : "st");
	EXPECT(status & 0x41, ==, 0x41);

	/* Between both kinds of vector registers. */
	union xmm x = XMM_Q(9, 9);

	__asm__ volatile("movq %1, %%mm3\n\tmovq2dq %%mm3, %%xmm0\n\tmovdqu %%xmm0, %0\n\temms"
			 : "=m"(x)
			 : "m"(a)
			 : "xmm0", "mm3");
	EXPECT(x.q[0], ==, a);
	EXPECT(x.q[1], ==, 0UL);
	return 0;
}

#else

CASE(mmx_aliasing, .rule = "X87-9",
     .summary = "MMX registers are the mantissas of the x87 registers, and EMMS empties them",
     .x86_64_only = true, .shared = true);

#endif
