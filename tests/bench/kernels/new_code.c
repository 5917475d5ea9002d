/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Code that runs once: each round calls another of 4096 functions, so what a
 * round costs is the price of a program's size. */
#include "bench_kernel.h"

#ifdef GUEST

/* Numbers of their own, so that no two functions can become one. */
#define FUNCTION(n)                                                                            \
	static __attribute__((noinline)) uint64_t f_##n(uint64_t x, uint32_t *table)           \
	{                                                                                      \
		x = (x ^ (0x1##n * 0x9e3779b1u)) * 2654435761u;                                \
		if (x & (1u << (0x1##n & 15)))                                                 \
			table[x & 255] += 0x1##n;                                              \
		return x + table[(x >> 8) & 255] + (x >> (0x1##n % 13));                       \
	}
#define NAME(n) f_##n,

/* clang-format off */
#define TIMES_16(do, n) \
	do(n##0) do(n##1) do(n##2) do(n##3) do(n##4) do(n##5) do(n##6) do(n##7) \
	do(n##8) do(n##9) do(n##a) do(n##b) do(n##c) do(n##d) do(n##e) do(n##f)
#define TIMES_256(do, n) \
	TIMES_16(do, n##0) TIMES_16(do, n##1) TIMES_16(do, n##2) TIMES_16(do, n##3) \
	TIMES_16(do, n##4) TIMES_16(do, n##5) TIMES_16(do, n##6) TIMES_16(do, n##7) \
	TIMES_16(do, n##8) TIMES_16(do, n##9) TIMES_16(do, n##a) TIMES_16(do, n##b) \
	TIMES_16(do, n##c) TIMES_16(do, n##d) TIMES_16(do, n##e) TIMES_16(do, n##f)
#define TIMES_4096(do) \
	TIMES_256(do, 0) TIMES_256(do, 1) TIMES_256(do, 2) TIMES_256(do, 3) \
	TIMES_256(do, 4) TIMES_256(do, 5) TIMES_256(do, 6) TIMES_256(do, 7) \
	TIMES_256(do, 8) TIMES_256(do, 9) TIMES_256(do, a) TIMES_256(do, b) \
	TIMES_256(do, c) TIMES_256(do, d) TIMES_256(do, e) TIMES_256(do, f)

TIMES_4096(FUNCTION)

static uint64_t (*const functions[])(uint64_t, uint32_t *) = { TIMES_4096(NAME) };
/* clang-format on */

uint64_t kernel(unsigned long rounds)
{
	static uint32_t table[256];
	uint64_t sum = 0;

	for (unsigned long i = 0; i < rounds; i++)
		sum = functions[i % 4096](sum + i, table);
	return sum;
}

#else

KERNEL(new_code, 64, 4096, "functions that run once");

#endif
