/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The features outside the x86-64 levels that libraries ask CPUID for one by
 * one: OpenSSL and language runtimes execute them at once if they are offered.
 */
#include "case.h"

#ifdef GUEST

#include "cpu_features.h"

#include <elf.h>

static bool aes(void)
{
	/* One round on zeros with a zero key: SubBytes makes every byte 0x63,
	 * which MixColumns keeps. */
	union xmm r = XMM_OP("aesenc", XMM_Q(0, 0), XMM_Q(0, 0));

	return r.q[0] == 0x6363636363636363 && r.q[1] == r.q[0];
}

static bool pclmulqdq(void)
{
	/* (x + 1)^2 = x^2 + 1 without carries. */
	union xmm r = XMM_OP("pclmulqdq $0,", XMM_Q(0, 3), XMM_Q(0, 3));

	return r.q[0] == 5 && r.q[1] == 0;
}

static bool sha(void)
{
	/* Message schedule: w0 + sigma0(w1) with w1 = 1. */
	const union xmm a = { .d = { 7, 1, 0, 0 } };
	union xmm r = XMM_OP("sha256msg1", a, XMM_Q(0, 0));

	return r.d[0] == 7 + (1U << 25 | 1U << 14) && r.d[1] == 1;
}

static bool is_random(bool (*next)(uint64_t *))
{
	uint64_t first = 0;
	uint64_t second = 0;

	return next(&first) && next(&second) && first != second;
}

static bool rdrand_next(uint64_t *value)
{
	bool ok = false;

	for (int i = 0; i < 100 && !ok; i++)
		__asm__ volatile("rdrand %0\n\tsetc %1" : "=r"(*value), "=q"(ok) : : "cc");
	return ok;
}

static bool rdseed_next(uint64_t *value)
{
	bool ok = false;

	for (int i = 0; i < 100000 && !ok; i++)
		__asm__ volatile("rdseed %0\n\tsetc %1" : "=r"(*value), "=q"(ok) : : "cc");
	return ok;
}

static bool rdrand(void)
{
	return is_random(rdrand_next);
}

static bool rdseed(void)
{
	return is_random(rdseed_next);
}

static bool adx(void)
{
	uint64_t carry = UINT64_MAX;
	uint64_t overflow = UINT64_MAX;
	bool c;
	bool o;

	/* Two chains of carries beside each other: CF set and OF clear. */
	__asm__ volatile("xor %%eax, %%eax\n\tstc\n\tadcx %4, %0\n\tadox %4, %1\n\t"
			 "setc %2\n\tseto %3"
			 : "+r"(carry), "+r"(overflow), "=q"(c), "=q"(o)
			 : "r"(0UL)
			 : "rax", "cc");
	return carry == 0 && overflow == UINT64_MAX && c && !o;
}

static bool rdtscp(void)
{
	unsigned a;
	unsigned c;
	unsigned d;

	__asm__ volatile("rdtscp" : "=a"(a), "=c"(c), "=d"(d));
	return a || d;
}

static bool clflush(void)
{
	char byte = 5;

	__asm__ volatile("clflush %0" : "+m"(byte));
	return byte == 5;
}

static bool clflushopt(void)
{
	char byte = 5;

	__asm__ volatile("clflushopt %0" : "+m"(byte));
	return byte == 5;
}

static bool clwb(void)
{
	char byte = 5;

	__asm__ volatile("clwb %0" : "+m"(byte));
	return byte == 5;
}

static bool fsgsbase(void)
{
	uint64_t base = 0x12345678;
	uint64_t read;

	__asm__ volatile("wrgsbase %1\n\trdgsbase %0" : "=&r"(read) : "r"(base));
	return read == base;
}

static bool rdpid(void)
{
	uint64_t id;
	unsigned cpu = 0;
	unsigned node = 0;

	/* As arch/x86/include/asm/segment.h makes it; wrong just at a migration. */
	for (int i = 0; i < 100; i++) {
		__asm__ volatile("rdpid %0" : "=r"(id));
		if (SYS(getcpu, &cpu, &node, 0) == 0 && (id & 0xfff) == cpu && id >> 12 == node)
			return true;
	}
	return false;
}

static bool vaes(void)
{
	const union ymm zero = { .q = { 0 } };
	union ymm r = YMM_OP("vaesenc", zero, zero);

	return r.q[0] == 0x6363636363636363 && r.q[3] == r.q[0];
}

static bool vpclmulqdq(void)
{
	const union ymm three = { .q = { 3, 0, 3, 0 } };
	union ymm r = YMM_OP("vpclmulqdq $0,", three, three);

	return r.q[0] == 5 && r.q[1] == 0 && r.q[2] == 5 && r.q[3] == 0;
}

static bool gfni(void)
{
	/* x * x^7 in the field of AES. */
	union xmm r = XMM_OP("gf2p8mulb", XMM_Q(0, 2), XMM_Q(0, 0x80));

	return r.q[0] == 0x1b && r.q[1] == 0;
}

static bool avx512f(void)
{
	union {
		uint32_t d[16];
	} v = { .d = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 } };

	__asm__ volatile("vmovdqu32 %0, %%zmm0\n\tvpaddd %%zmm0, %%zmm0, %%zmm0\n\t"
			 "vmovdqu32 %%zmm0, %0\n\tvzeroupper"
			 : "+m"(v)
			 :
			 : "xmm0");
	for (unsigned i = 0; i < 16; i++)
		if (v.d[i] != 2 * (i + 1))
			return false;
	return true;
}

static void run(void)
{
	MUTATE(, __asm__ volatile("ud2"));
	SYS(exit_group, feature_tried->right() ? 0 : 1);
}

int guest_main(void)
{
	enum { AT_HWCAP2_FSGSBASE = 2 };
	const unsigned c = cpuid(1, 0).c;
	const struct cpuid seven = cpuid(7, 0);
	const struct feature features[] = {
		FEATURE("AES", c & bit_AES, aes),
		FEATURE("PCLMULQDQ", c & bit_PCLMUL, pclmulqdq),
		FEATURE("SHA", seven.b & bit_SHA, sha),
		FEATURE("RDRAND", c & bit_RDRND, rdrand),
		FEATURE("RDSEED", seven.b & bit_RDSEED, rdseed),
		FEATURE("ADX", seven.b & bit_ADX, adx),
		FEATURE("RDTSCP", cpuid(0x80000001, 0).d & 1 << 27, rdtscp),
		FEATURE("CLFLUSH", cpuid(1, 0).d & 1 << 19, clflush),
		FEATURE("CLFLUSHOPT", seven.b & bit_CLFLUSHOPT, clflushopt),
		FEATURE("CLWB", seven.b & bit_CLWB, clwb),
		/* The kernel says by AT_HWCAP2 that it has enabled it. */
		FEATURE("FSGSBASE",
			seven.b & bit_FSGSBASE && guest_aux(AT_HWCAP2) & AT_HWCAP2_FSGSBASE,
			fsgsbase),
		FEATURE("RDPID", seven.c & bit_RDPID, rdpid),
		FEATURE("VAES", cpu_has_avx() && seven.c & bit_VAES, vaes),
		FEATURE("VPCLMULQDQ", cpu_has_avx() && seven.c & bit_VPCLMULQDQ, vpclmulqdq),
		FEATURE("GFNI", seven.c & bit_GFNI, gfni),
		FEATURE("AVX512F", cpu_has_avx512(), avx512f),
	};

	EXPECT_FEATURES(features, run);
	return 0;
}

#else

CASE(cpuid_extra_executes, .rule = "ISA-1",
     .summary = "AES, SHA, RDRAND, ADX and their like execute where CPUID offers them",
     .issues = { "https://github.com/docker/for-mac/issues/7255",
		 "https://github.com/orbstack/orbstack/issues/482" },
     .x86_64_only = true, .shared = true);

#endif
