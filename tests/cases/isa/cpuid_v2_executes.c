/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What CPUID offers of x86-64-v2 works. Red Hat's base images refuse to start
 * without this level, and libraries choose their code by these bits.
 */
#include "case.h"

#ifdef GUEST

#include "cpu_features.h"

static bool sse3(void)
{
	const union xmm a = { .g = { 5.0, 7.0 } };
	const union xmm b = { .g = { 2.0, 3.0 } };
	union xmm r = XMM_OP("addsubpd", a, b);

	return r.g[0] == 3.0 && r.g[1] == 10.0;
}

static bool ssse3(void)
{
	union xmm r = XMM_OP("pshufb", XMM_Q(0x0f0e0d0c0b0a0908, 0x0706050403020100),
			     XMM_Q(0x0001020304050607, 0x8008090a0b0c0d0f));

	return r.q[0] == 0x0008090a0b0c0d0f && r.q[1] == 0x0001020304050607;
}

static bool sse4_1(void)
{
	const union xmm a = { .d = { 3, 0x10000, 0xffffffff, 0x80000001 } };
	const union xmm b = { .d = { 5, 0x10001, 7, 3 } };
	union xmm r = XMM_OP("pmulld", a, b);

	return r.d[0] == 15 && r.d[1] == 0x10000 && r.d[2] == 0xfffffff9 &&
	       r.d[3] == 0x80000003;
}

static bool sse4_2(void)
{
	union xmm r = XMM_OP("pcmpgtq", XMM_Q(1, 0x8000000000000000), XMM_Q(0, 1));
	uint64_t crc = 0xffffffff;

	/* The check value of CRC-32C: the digits 1 to 9. */
	for (int c = '1'; c <= '9'; c++)
		__asm__ volatile("crc32b %b1, %k0" : "+r"(crc) : "q"(c));
	return r.q[0] == 0 && r.q[1] == UINT64_MAX && (crc ^ 0xffffffff) == 0xe3069283;
}

static bool popcnt(void)
{
	uint64_t n;

	__asm__ volatile("popcnt %1, %0" : "=r"(n) : "r"(0xf000000000000101) : "cc");
	return n == 6;
}

static bool cmpxchg16b(void)
{
	union xmm memory = XMM_Q(2, 1);
	uint64_t low = 1;
	uint64_t high = 2;
	bool equal;

	__asm__ volatile("lock cmpxchg16b %0\n\tsetz %1"
			 : "+m"(memory), "=q"(equal), "+a"(low), "+d"(high)
			 : "b"(3UL), "c"(4UL)
			 : "cc");
	return equal && memory.q[0] == 3 && memory.q[1] == 4;
}

static bool lahf(void)
{
	uint64_t a = 0;

	__asm__ volatile("stc\n\tlahf" : "+a"(a) : : "cc");
	return (a >> 8 & 3) == 3;
}

static void run(void)
{
	MUTATE(, __asm__ volatile("ud2"));
	SYS(exit_group, feature_tried->right() ? 0 : 1);
}

int guest_main(void)
{
	const unsigned c = cpuid(1, 0).c;
	const struct feature features[] = {
		FEATURE("SSE3", c & bit_SSE3, sse3),
		FEATURE("SSSE3", c & bit_SSSE3, ssse3),
		FEATURE("SSE4.1", c & bit_SSE4_1, sse4_1),
		FEATURE("SSE4.2", c & bit_SSE4_2, sse4_2),
		FEATURE("POPCNT", c & bit_POPCNT, popcnt),
		FEATURE("CMPXCHG16B", c & bit_CMPXCHG16B, cmpxchg16b),
		FEATURE("LAHF", cpuid(0x80000001, 0).c & bit_LAHF_LM, lahf),
	};
	const bool all = EXPECT_FEATURES(features, run);

	NOTE("x86-64-v2", "%s", all ? "yes" : "no");
	return 0;
}

#else

CASE(cpuid_v2_executes, .rule = "ISA-1",
     .summary = "what CPUID offers of x86-64-v2 executes with the right result",
     .issues = { "https://github.com/containers/podman/issues/15456" }, .x86_64_only = true,
     .shared = true);

#endif
