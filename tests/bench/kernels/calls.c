/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Calls and returns, deep and shallow: what a translator does about return
 * addresses that are the guest's and not its own. */
#include "bench_kernel.h"

#ifdef GUEST

__attribute__((noinline)) static uint64_t fibonacci(unsigned n)
{
	/* Keeps both calls: the compiler would make a loop of one. */
	__asm__ volatile("" : "+r"(n));
	return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

uint64_t kernel(unsigned long rounds)
{
	uint64_t sum = 0;

	while (rounds--)
		sum = sum * 3 + fibonacci(10 + (unsigned)(rounds & 3));
	return sum;
}

#else

KERNEL(calls, 10, 4000, "calls and returns");

#endif
