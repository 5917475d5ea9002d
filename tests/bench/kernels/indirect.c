/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Calls through pointers, as of virtual functions and interpreters: the target
 * has to be looked up each time. */
#include "bench_kernel.h"

#ifdef GUEST

typedef uint64_t operation(uint64_t);

#define OPERATION(name, expression)                                                            \
	__attribute__((noinline)) static uint64_t name(uint64_t x)                             \
	{                                                                                      \
		return expression;                                                             \
	}

OPERATION(add, x + 0x9e37)
OPERATION(flip, ~x)
OPERATION(turn, x << 5 | x >> 59)
OPERATION(mix, x ^ x >> 7)
OPERATION(triple, x * 3)
OPERATION(less, x - 77)
OPERATION(swap, __builtin_bswap64(x))
OPERATION(half, x >> 1)

uint64_t kernel(unsigned long rounds)
{
	static operation *const volatile table[8] = { add,    flip, turn, mix,
						      triple, less, swap, half };
	uint64_t state = 0;
	uint64_t x = 1;

	while (rounds--) {
		uint64_t word = kernel_random(&state);

		for (int i = 0; i < 16; i++, word >>= 3)
			x = table[word & 7](x) + 1;
	}
	return x;
}

#else

KERNEL(indirect, 10, 60000, "calls through pointers");

#endif
