/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Eight integers at a time: AVX2 on x86_64, where the backend offers it, two
 * Advanced SIMD registers on arm64. */
#include "bench_kernel.h"

#ifdef GUEST

#ifdef __x86_64__
typedef uint32_t part __attribute__((vector_size(32)));
enum { PARTS = 1 };
#define TARGET __attribute__((target("avx2")))
#define TURN(x) __builtin_shufflevector(x, x, 1, 2, 3, 0, 5, 6, 7, 4)
#else
typedef uint32_t part __attribute__((vector_size(16)));
enum { PARTS = 2 };
#define TARGET
#define TURN(x) __builtin_shufflevector(x, x, 1, 2, 3, 0)
#endif

TARGET static uint64_t work(unsigned long rounds)
{
	enum { LANES = 8 / PARTS };
	part a[PARTS];
	part b[PARTS];
	uint64_t sum = 0;

	for (int i = 0; i < 8; i++) {
		a[i / LANES][i % LANES] = (uint32_t)i + 1;
		b[i / LANES][i % LANES] = (uint32_t)i + 11;
	}
	while (rounds--) {
#pragma GCC unroll 2
		for (int p = 0; p < PARTS; p++) {
			a[p] += b[p] ^ (a[p] << 7);
			b[p] = TURN(b[p]) * 3 + (a[p] >> 9);
			a[p] = ((a[p] > b[p]) & a[p]) | (~(a[p] > b[p]) & (b[p] - 5));
		}
		sum += a[0][0];
	}
	for (int i = 0; i < 8; i++)
		sum = sum * 31 + a[i / LANES][i % LANES] + b[i / LANES][i % LANES];
	return sum;
}

uint64_t kernel(unsigned long rounds)
{
#ifdef __x86_64__
	if (!__builtin_cpu_supports("avx2"))
		kernel_not_offered();
#endif
	return work(rounds);
}

#else

KERNEL(avx2, 100, 400000, "eight integers at a time");

#endif
