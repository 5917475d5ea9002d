/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Four floats at a time: SSE on x86_64, Advanced SIMD on arm64. The numbers
 * stay whole, so both get the same ones. */
#include "bench_kernel.h"

#ifdef GUEST

typedef float four __attribute__((vector_size(16)));
typedef int four_numbers __attribute__((vector_size(16)));

static inline four choose(four_numbers mask, four yes, four no)
{
	return (four)((mask & (four_numbers)yes) | (~mask & (four_numbers)no));
}

uint64_t kernel(unsigned long rounds)
{
	four a = { 1, 2, 3, 4 };
	four b = { 5, 6, 7, 8 };
	const four half = { 0.5F, 0.5F, 0.5F, 0.5F };
	const four low = { 1, 1, 1, 1 };
	uint64_t sum = 0;

	while (rounds--) {
		four c = a * half + b;
		four d = b - a * half;

		/* Bounded by hand: as many compares and blends as sums. */
		a = choose(c > 4096, low, c);
		b = choose(d < -4096, b + low, d + low);
		b = choose(b > 4096, low, b);
		a = __builtin_shufflevector(a, a, 1, 2, 3, 0);
		sum += (uint64_t)(int64_t)(a[0] + b[3]);
	}
	return sum;
}

#else

KERNEL(sse_float, 100, 400000, "four floats at a time");

#endif
