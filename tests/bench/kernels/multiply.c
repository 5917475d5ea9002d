/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* 64 by 64 bits to 128, as big numbers and hashes do it. */
#include "bench_kernel.h"

#ifdef GUEST

uint64_t kernel(unsigned long rounds)
{
	uint64_t a = 0x9e3779b97f4a7c15;
	uint64_t b = 0xc2b2ae3d27d4eb4f;

	while (rounds--) {
		unsigned __int128 product = (unsigned __int128)a * b;
		__int128 other = (__int128)(int64_t)a * (int64_t)(b ^ rounds);

		a ^= (uint64_t)(product >> 64) + (uint64_t)other;
		b += (uint64_t)product ^ (uint64_t)(other >> 64);
	}
	return a ^ b;
}

#else

KERNEL(multiply, 100, 1000000, "64 by 64 bits to 128");

#endif
