/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A VEX instruction on 128 bits clears the upper half of its register, a
 * legacy SSE instruction keeps it. ARM64 has no such halves; a translator
 * keeps them in memory or in a second register and has to think of both.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static const union ymm full = { .q = { 1, 2, 3, 4 } };

/* The register YMM0 that held `full`, after the instruction. */
#define AFTER(instruction)                                                                     \
	({                                                                                     \
		union ymm r_ = full;                                                           \
		__asm__ volatile("vmovdqu %0, %%ymm0\n\tvmovdqu %1, %%ymm1\n\t" instruction    \
				 "\n\tvmovdqu %%ymm0, %0\n\tvzeroupper"                        \
				 : "+m"(r_)                                                    \
				 : "m"(full)                                                   \
				 : "xmm0", "xmm1", "rax");                                     \
		r_;                                                                            \
	})
#define KEEPS(instruction)                                                                     \
	do {                                                                                   \
		union ymm r = AFTER(instruction);                                              \
		EXPECT_ROW(instruction " keeps the upper half", r.q[2], ==, 3UL);              \
		EXPECT_ROW(instruction " keeps the upper half", r.q[3], ==, 4UL);              \
	} while (0)
#define CLEARS(instruction)                                                                    \
	do {                                                                                   \
		union ymm r = AFTER(instruction);                                              \
		EXPECT_ROW(instruction " clears the upper half", r.q[2], ==, 0UL);             \
		EXPECT_ROW(instruction " clears the upper half", r.q[3], ==, 0UL);             \
	} while (0)

int guest_main(void)
{
	if (MUTATE(!cpu_has_avx(), false)) {
		NOT_OFFERED("AVX");
		return 0;
	}
	KEEPS("paddd %%xmm1, %%xmm0");
	KEEPS("movaps %%xmm1, %%xmm0");
	KEEPS("movq %%rax, %%xmm0");
	KEEPS("addsd %%xmm1, %%xmm0");
	KEEPS("pxor %%xmm0, %%xmm0");
	KEEPS("movss %%xmm1, %%xmm0");
	KEEPS("cvtsi2sd %%rax, %%xmm0");

	CLEARS(MUTATE("vpaddd %%xmm1, %%xmm0, %%xmm0", "paddd %%xmm1, %%xmm0"));
	CLEARS("vmovaps %%xmm1, %%xmm0");
	CLEARS("vmovdqu %%xmm0, %%xmm0");
	CLEARS("vmovq %%rax, %%xmm0");
	CLEARS("vmovd %%eax, %%xmm0");
	CLEARS("vaddsd %%xmm1, %%xmm0, %%xmm0");
	CLEARS("vpxor %%xmm0, %%xmm0, %%xmm0");
	CLEARS("vmovss %%xmm1, %%xmm0, %%xmm0");
	CLEARS("vpinsrq $1, %%rax, %%xmm0, %%xmm0");
	CLEARS("vzeroupper");
	CLEARS("vcvtsi2sd %%rax, %%xmm0, %%xmm0");

	union ymm r = AFTER("vzeroupper");

	EXPECT(r.q[0], ==, 1UL);
	EXPECT(r.q[1], ==, 2UL);
	r = AFTER("vzeroall");
	EXPECT(r.q[0] | r.q[1] | r.q[2] | r.q[3], ==, 0UL);
	/* A scalar VEX instruction takes bits 64 to 127 from its first source. */
	r = AFTER("mov $0x55, %%eax; vmovq %%rax, %%xmm0; vmovsd %%xmm0, %%xmm1, %%xmm0");
	EXPECT(r.q[0], ==, 0x55UL);
	EXPECT(r.q[1], ==, 2UL);
	return 0;
}

#else

CASE(vex_upper_halves, .rule = "SIMD-7",
     .summary =
	     "128-bit VEX instructions clear a YMM register's upper half, legacy ones keep it",
     .x86_64_only = true, .shared = true);

#endif
