/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What CPUID offers of x86-64-v3 works: glibc, numeric libraries and whole
 * distributions take their fast paths by it. AVX counts only together with
 * the operating system's consent in XCR0.
 */
#include "case.h"

#ifdef GUEST

#include "cpu_features.h"

static bool xgetbv(void)
{
	/* x87 and SSE state are always enabled. */
	return (cpu_state_enabled() & 3) == 3;
}

static bool avx(void)
{
	const union ymm a = { .f = { 1, 2, 3, 4, 5, 6, 7, 8 } };
	const union ymm b = { .f = { 10, 20, 30, 40, 50, 60, 70, 80 } };
	union ymm r = YMM_OP("vaddps", a, b);

	for (int i = 0; i < 8; i++)
		if (r.f[i] != (float)(11 * (i + 1)))
			return false;
	return true;
}

static bool avx2(void)
{
	const union ymm a = { .d = { 1, 2, 3, 4, 5, 6, 7, 0xffffffff } };
	const union ymm b = { .d = { 7, 6, 5, 4, 3, 2, 1, 9 } };
	union ymm r = YMM_OP("vpaddd", a, b);

	for (int i = 0; i < 8; i++)
		if (r.d[i] != 8)
			return false;
	return true;
}

static bool fused(void)
{
	/* (1 + 2^-30)^2 - 1: the last bit survives one rounding, not two. */
	const double x = 1.0 + 0x1p-30;
	double r = -1.0;

	__asm__ volatile("vfmadd231sd %1, %1, %0" : "+x"(r) : "x"(x));
	return r == 0x1p-29 + 0x1p-60;
}

static bool f16c(void)
{
	union xmm r = { .q = { 0xc000bc003c003555, 0 } };

	__asm__ volatile("movdqu %0, %%xmm0\n\tvcvtph2ps %%xmm0, %%xmm0\n\tmovdqu %%xmm0, %0"
			 : "+m"(r)
			 :
			 : "xmm0");
	return r.d[0] == 0x3eaaa000 && r.f[1] == 1.0f && r.f[2] == -1.0f && r.f[3] == -2.0f;
}

static bool bmi1(void)
{
	const uint64_t x = 0xf0f0;
	uint64_t andn;
	uint64_t blsr;
	uint64_t blsi;
	uint64_t blsmsk;
	uint64_t bextr;
	uint64_t tzcnt;

	__asm__ volatile("andn %1, %2, %0" : "=r"(andn) : "r"(0xffffUL), "r"(x) : "cc");
	__asm__ volatile("blsr %1, %0" : "=r"(blsr) : "r"(x) : "cc");
	__asm__ volatile("blsi %1, %0" : "=r"(blsi) : "r"(x) : "cc");
	__asm__ volatile("blsmsk %1, %0" : "=r"(blsmsk) : "r"(x) : "cc");
	__asm__ volatile("bextr %2, %1, %0" : "=r"(bextr) : "r"(x), "r"(0x0806UL) : "cc");
	__asm__ volatile("tzcnt %1, %0" : "=r"(tzcnt) : "r"(0UL) : "cc");
	return andn == 0x0f0f && blsr == 0xf0e0 && blsi == 0x10 && blsmsk == 0x1f &&
	       bextr == 0xc3 && tzcnt == 64;
}

static bool bmi2(void)
{
	uint64_t deposit;
	uint64_t extract;
	uint64_t low;
	uint64_t high;
	uint64_t rotated;
	uint64_t shifted;

	__asm__ volatile("pdep %2, %1, %0" : "=r"(deposit) : "r"(0x5bUL), "r"(0xf0f0f0UL));
	__asm__ volatile("pext %2, %1, %0"
			 : "=r"(extract)
			 : "r"(0x12345678UL), "r"(0xff00fff0UL));
	__asm__ volatile("mulx %3, %1, %0"
			 : "=r"(high), "=&r"(low)
			 : "d"(0x8000000000000001), "r"(6UL));
	__asm__ volatile("rorx $4, %1, %0" : "=r"(rotated) : "r"(0x1fUL));
	__asm__ volatile("sarx %2, %1, %0" : "=r"(shifted) : "r"(-256L), "r"(68UL));
	return deposit == 0x50b0 && extract == 0x12567 && high == 3 && low == 6 &&
	       rotated == 0xf000000000000001 && shifted == (uint64_t)-16;
}

static bool lzcnt(void)
{
	uint64_t one;
	uint64_t zero;

	__asm__ volatile("lzcnt %1, %0" : "=r"(one) : "r"(1UL) : "cc");
	__asm__ volatile("lzcnt %1, %0" : "=r"(zero) : "r"(0UL) : "cc");
	return one == 63 && zero == 64;
}

static bool movbe(void)
{
	const uint64_t memory = 0x0102030405060708;
	uint64_t loaded;
	uint32_t stored = 0;

	__asm__ volatile("movbe %1, %0" : "=r"(loaded) : "m"(memory));
	__asm__ volatile("movbe %1, %0" : "=m"(stored) : "r"(0x11223344));
	return loaded == 0x0807060504030201 && stored == 0x44332211;
}

static void run(void)
{
	MUTATE(, __asm__ volatile("ud2"));
	SYS(exit_group, feature_tried->right() ? 0 : 1);
}

int guest_main(void)
{
	const unsigned c = cpuid(1, 0).c;
	const unsigned b = cpuid(7, 0).b;
	const struct feature features[] = {
		FEATURE("XGETBV", c & bit_OSXSAVE, xgetbv),
		/* Not offered, whatever its bit, where the kernel enabled no state. */
		FEATURE("AVX", cpu_has_avx(), avx),
		FEATURE("AVX2", cpu_has_avx2(), avx2),
		FEATURE("FMA", cpu_has_avx() && c & bit_FMA, fused),
		FEATURE("F16C", cpu_has_avx() && c & bit_F16C, f16c),
		FEATURE("BMI1", b & bit_BMI, bmi1),
		FEATURE("BMI2", b & bit_BMI2, bmi2),
		FEATURE("LZCNT", cpuid(0x80000001, 0).c & bit_LZCNT, lzcnt),
		FEATURE("MOVBE", c & bit_MOVBE, movbe),
	};
	/* A CPU may offer none of them; this much every x86_64 CPU has. */
	EXPECT_ROW("SSE2", cpuid(1, 0).d & bit_SSE2, !=, 0U);

	const bool all = EXPECT_FEATURES(features, run);

	NOTE("x86-64-v3", "%s", all ? "yes" : "no");
	return 0;
}

#else

CASE(cpuid_v3_executes, .rule = "ISA-1",
     .summary = "what CPUID offers of x86-64-v3 executes with the right result",
     .issues = { "https://github.com/crc-org/vfkit/issues/265",
		 "https://github.com/docker/for-mac/issues/7137",
		 "https://github.com/tensorflow/tensorflow/issues/52845" },
     .x86_64_only = true, .shared = true);

#endif
