/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Adds, shifts and logic on registers: what every translator does best. */
#include "bench_kernel.h"

#ifdef GUEST

uint64_t kernel(unsigned long rounds)
{
	uint64_t a = 1;
	uint64_t b = 0x0123456789abcdef;

	while (rounds--) {
		a += b ^ (a << 7);
		b = (b >> 3 | b << 61) + (a & 0xff00ff00ff00ff);
		a ^= a >> 11;
		b -= a | 1;
	}
	return a ^ b;
}

#else

KERNEL(integer, 100, 1000000, "adds, shifts and logic on registers");

#endif
