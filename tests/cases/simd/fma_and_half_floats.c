/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* FMA rounds once, after the addition, with every order of operands and both
 * signs; F16C converts to 16 bits in the rounding mode that it is told.
 * Cryptography, BLAS and machine learning stand on both. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

/* `instruction c, b, a` on three registers; its value is a. */
#define FMA(instruction, x, y, z)                                                              \
	({                                                                                     \
		double a_ = (x);                                                               \
		__asm__ volatile(instruction " %2, %1, %0"                                     \
				 : "+x"(a_)                                                    \
				 : "x"((double)(y)), "x"((double)(z)));                        \
		a_;                                                                            \
	})

static void fused(void)
{
	/* (1 + e)^2 = 1 + 2e + e^2, of which two roundings lose e^2. */
	const double x = 1 + MUTATE(0x1p-30, 0x1p-20);
	const double negative = -(1 + 0x1p-29);

	EXPECT(FMA("vfmadd213sd", x, x, negative), ==, 0x1p-60);
	/* 132: a*c + b; 213: b*a + c; 231: b*c + a */
	EXPECT(FMA("vfmadd132sd", 3.0, 5.0, 7.0), ==, 26.0);
	EXPECT(FMA("vfmadd213sd", 3.0, 5.0, 7.0), ==, 22.0);
	EXPECT(FMA("vfmadd231sd", 3.0, 5.0, 7.0), ==, 38.0);
	EXPECT(FMA("vfmsub231sd", 3.0, 5.0, 7.0), ==, 32.0);
	EXPECT(FMA("vfnmadd231sd", 3.0, 5.0, 7.0), ==, -32.0);
	EXPECT(FMA("vfnmsub231sd", 3.0, 5.0, 7.0), ==, -38.0);
	/* Nothing overflows or vanishes in between. */
	EXPECT(FMA("vfmsub213sd", 0x1p1000, 0x1p100, __builtin_inf()), ==, -__builtin_inf());
	EXPECT(FMA("vfmadd213sd", 0x1p-600, 0x1p-600, 0x1p-1074), ==, 0x1p-1074);
	EXPECT(FMA("vfmadd213sd", 0x1.8p1023, 2.0, -0x1.8p1023) > 0, ==, true);

	union ymm r = { .g = { 1, 2, 3, 4 } };
	const union ymm b = { .g = { 10, 20, 30, 40 } };

	/* Subtracts in even lanes, adds in odd ones. */
	__asm__ volatile(
		"vmovupd %0, %%ymm0\n\tvmovupd %1, %%ymm1\n\t"
		"vfmaddsub213pd %%ymm1, %%ymm1, %%ymm0\n\tvmovupd %%ymm0, %0\n\tvzeroupper"
		: "+m"(r)
		: "m"(b)
		: "xmm0", "xmm1");
	EXPECT(r.g[0], ==, 0.0);
	EXPECT(r.g[1], ==, 60.0);
	EXPECT(r.g[2], ==, 60.0);
	EXPECT(r.g[3], ==, 200.0);
}

#define TO_HALF(value, mode)                                                                   \
	({                                                                                     \
		union xmm v_ = { .f = { (value) } };                                           \
		__asm__ volatile("vmovdqu %0, %%xmm0\n\tvcvtps2ph $" #mode                     \
				 ", %%xmm0, %%xmm0\n\t"                                        \
				 "vmovdqu %%xmm0, %0"                                          \
				 : "+m"(v_)                                                    \
				 :                                                             \
				 : "xmm0");                                                    \
		v_.w[0];                                                                       \
	})
#define FROM_HALF(bits)                                                                        \
	({                                                                                     \
		union xmm v_ = { .w = { (bits) } };                                            \
		__asm__ volatile("vmovdqu %0, %%xmm0\n\tvcvtph2ps %%xmm0, %%xmm0\n\t"          \
				 "vmovdqu %%xmm0, %0"                                          \
				 : "+m"(v_)                                                    \
				 :                                                             \
				 : "xmm0");                                                    \
		v_.f[0];                                                                       \
	})

static void half(void)
{
	EXPECT(TO_HALF(1.0F, 0), ==, 0x3c00);
	EXPECT(TO_HALF(-2.0F, 0), ==, 0xc000);
	/* 1 + 2^-11 lies in the middle: to even, down, up, to zero. */
	EXPECT(TO_HALF(1 + 0x1p-11F, 0), ==, 0x3c00);
	EXPECT(TO_HALF(1 + 0x1p-11F, 1), ==, 0x3c00);
	EXPECT(TO_HALF(1 + 0x1p-11F, 2), ==, 0x3c01);
	EXPECT(TO_HALF(-1 - 0x1p-11F, 3), ==, 0xbc00);
	EXPECT(TO_HALF(-1 - 0x1p-11F, 1), ==, 0xbc01);
	EXPECT(TO_HALF(65520.0F, 0), ==, 0x7c00);
	EXPECT(TO_HALF(65520.0F, 3), ==, 0x7bff);
	EXPECT(TO_HALF(0x1p-24F, 0), ==, 0x0001);
	EXPECT(TO_HALF(0x1p-26F, 0), ==, 0x0000);
	EXPECT(FROM_HALF(0x3c01), ==, 1 + 0x1p-10F);
	EXPECT(FROM_HALF(0x0001), ==, 0x1p-24F);
	EXPECT(FROM_HALF(0xfc00), ==, -__builtin_inff());
	EXPECT(FROM_HALF(0x7c01) != FROM_HALF(0x7c01), ==, true);
}

int guest_main(void)
{
	if (cpu_has_avx() && cpuid(1, 0).c & bit_FMA)
		fused();
	else
		NOT_OFFERED("FMA");
	if (cpu_has_avx() && cpuid(1, 0).c & bit_F16C)
		half();
	else
		NOT_OFFERED("F16C");
	return 0;
}

#else

CASE(fma_and_half_floats, .rule = "SIMD-9",
     .summary = "FMA rounds once, and F16C rounds as its operand says", .x86_64_only = true,
     .shared = true);

#endif
