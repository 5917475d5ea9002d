/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * AVX2's instructions without a relative on ARM64: gathers, masked moves that
 * must not touch what they mask, and permutations across the halves. Where
 * AVX2 is offered, every numeric library uses them.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#define EXPECT_YMM(what, got, q3, q2, q1, q0)                                                  \
	do {                                                                                   \
		union ymm y_ = (got);                                                          \
		EXPECT_ROW(what, y_.q[0], ==, (uint64_t)(q0));                                 \
		EXPECT_ROW(what, y_.q[1], ==, (uint64_t)(q1));                                 \
		EXPECT_ROW(what, y_.q[2], ==, (uint64_t)(q2));                                 \
		EXPECT_ROW(what, y_.q[3], ==, (uint64_t)(q3));                                 \
	} while (0)

static const union ymm count = { .q = { 0x1111, 0x2222, 0x3333, 0x4444 } };

static void permutations(void)
{
	const union ymm words = { .d = { 0, 1, 2, 3, 4, 5, 6, 7 } };
	/* Only the low three bits of an index count. */
	const union ymm order = { .d = { 7, 6, 5, 4, 3, 2, 1, 8 } };

	EXPECT_YMM("vpermd crosses the halves", YMM_OP("vpermd", order, words),
		   0x0000000000000001, 0x0000000200000003, 0x0000000400000005,
		   0x0000000600000007);
	EXPECT_YMM("vperm2i128 swaps the halves", YMM_OP("vperm2i128 $0x01,", count, count),
		   0x2222, 0x1111, 0x4444, 0x3333);
	EXPECT_YMM("vperm2i128 clears a half", YMM_OP("vperm2i128 $0x82,", count, words), 0, 0,
		   0x0000000300000002, 0x0000000100000000);
	/* Shuffles and packs stay within their halves. */
	EXPECT_YMM("vpackssdw keeps the halves apart", YMM_OP("vpackssdw", words, count),
		   0x0000444400003333, 0x0007000600050004, 0x0000222200001111,
		   0x0003000200010000);
	EXPECT_YMM("vpalignr keeps the halves apart", YMM_OP("vpalignr $8,", count, words),
		   0x3333, 0x0000000700000006, 0x1111, 0x0000000300000002);
	EXPECT_YMM("vpsllvd clears beyond 31",
		   YMM_OP("vpsllvd", words,
			  ((union ymm){ .d = { 1, 31, 32, 33, 0, 4, 0xffffffff, 1 } })),
		   0x0000000e00000000, 0x0000005000000004, 0, 0x8000000000000000);
	EXPECT_YMM("vpsravd fills beyond 31",
		   YMM_OP("vpsravd", ((union ymm){ .q = { 0x8000000040000000, 5, 6, 7 } }),
			  ((union ymm){ .d = { 40, 40, 1 } })),
		   7, 6, 2, 0xffffffff00000000);
}

#define SCALE MUTATE("4", "2")

static void gathers(void)
{
	/* The middle of a table, so that negative indices stay in it. */
	static uint32_t table[64];
	union ymm r = { .d = { 90, 91, 92, 93, 94, 95, 96, 97 } };
	union ymm mask = { .d = { 0x80000000, 0, 0xffffffff, 0x7fffffff, 0x80000000, 0, 0,
				  0x80000001 } };
	const union ymm index = { .d = { 0, 1000000000, (uint32_t)-5, 9, 31, 1, 1,
					 (uint32_t)-32 } };

	for (uint32_t i = 0; i < 64; i++)
		table[i] = 1000 + i;
	__asm__ volatile("vmovdqu %0, %%ymm0\n\tvmovdqu %1, %%ymm1\n\tvmovdqu %2, %%ymm2\n\t"
			 "vpgatherdd %%ymm1, (%3,%%ymm2," SCALE "), %%ymm0\n\t"
			 "vmovdqu %%ymm0, %0\n\tvmovdqu %%ymm1, %1\n\tvzeroupper"
			 : "+m"(r), "+m"(mask)
			 : "m"(index), "r"(table + 32)
			 : "xmm0", "xmm1", "xmm2", "memory");
	EXPECT_YMM("vpgatherdd loads what its mask names", r, (uint64_t)1000 << 32 | 96,
		   (uint64_t)95 << 32 | 1063, (uint64_t)93 << 32 | 1027,
		   (uint64_t)91 << 32 | 1032);
	EXPECT_YMM("vpgatherdd clears its mask", mask, 0, 0, 0, 0);

	/* Four indices of 64 bits: the upper half of the result is cleared. */
	const union ymm far = { .q = { (uint64_t)-4, 8, 0, 124 } };

	r = (union ymm){ .d = { 90, 91, 92, 93, 94, 95, 96, 97 } };
	mask = (union ymm){ .d = { 0x80000000, 0x80000000, 0, 0x80000000 } };
	__asm__ volatile("vmovdqu %0, %%ymm0\n\tvmovdqu %1, %%ymm1\n\tvmovdqu %2, %%ymm2\n\t"
			 "vpgatherqd %%xmm1, (%3,%%ymm2,1), %%xmm0\n\t"
			 "vmovdqu %%ymm0, %0\n\tvzeroupper"
			 : "+m"(r)
			 : "m"(mask), "m"(far), "r"(table + 32)
			 : "xmm0", "xmm1", "xmm2", "memory");
	EXPECT_YMM("vpgatherqd clears its upper half", r, 0, 0, (uint64_t)1063 << 32 | 92,
		   (uint64_t)1034 << 32 | 1031);
}

static char *end; /* of the last page that is mapped */
static union ymm moved;

static void masked_moves(void)
{
	/* Four words before the end; the other four must not be touched. */
	const union ymm mask = { .d = { 0xffffffff, 0x80000000, 0, 0xffffffff, 0, 0, 0, 0 } };
	union ymm data = { .d = { 11, 12, 13, 14, 15, 16, 17, 18 } };

	__asm__ volatile(
		"vmovdqu %1, %%ymm0\n\tvmovdqu %2, %%ymm1\n\t"
		"vpmaskmovd %%ymm1, %%ymm0, (%3)\n\tvpmaskmovd (%3), %%ymm0, %%ymm2\n\t"
		"vmovdqu %%ymm2, %0\n\tvzeroupper"
		: "=m"(moved)
		: "m"(mask), "m"(data), "r"(end - 16)
		: "xmm0", "xmm1", "xmm2", "memory");
	EXPECT_YMM("vpmaskmovd moves what its mask names", moved, 0, 0, (uint64_t)14 << 32,
		   (uint64_t)12 << 32 | 11);
}

static void unmasked_move(void)
{
	const union ymm mask = { .d = { 0, 0, 0, 0, 0x80000000, 0, 0, 0 } };

	__asm__ volatile("vmovdqu %1, %%ymm0\n\tvpmaskmovd (%2), %%ymm0, %%ymm2\n\t"
			 "vmovdqu %%ymm2, %0\n\tvzeroupper"
			 : "=m"(moved)
			 : "m"(mask), "r"(end - 16)
			 : "xmm0", "xmm2", "memory");
}

int guest_main(void)
{
	if (MUTATE(!cpu_has_avx2(), false)) {
		NOT_OFFERED("AVX2");
		return 0;
	}
	permutations();
	gathers();

	char *pages = MUST(mmap, NULL, 8192, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	MUST(mprotect, pages + 4096, 4096, PROT_NONE);
	end = pages + 4096;
	EXPECT(fault_of(masked_moves).signal, ==, 0);
	/* Control: a lane that the mask names does fault there. */
	EXPECT(fault_of(unmasked_move).signal, ==, SIGSEGV);
	return 0;
}

#else

CASE(avx2_gather_permute, .rule = "SIMD-7",
     .summary = "AVX2 gathers, masked moves and permutations give the known answers",
     .issues = { "https://github.com/containers/podman/issues/28184" }, .x86_64_only = true,
     .shared = true);

#endif
