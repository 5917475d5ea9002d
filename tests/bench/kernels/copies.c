/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* memcpy, memmove and memset of the C library, from a few bytes to pages. */
#include "bench_kernel.h"

#ifdef GUEST

#include <string.h>

uint64_t kernel(unsigned long rounds)
{
	static unsigned char a[65536 + 64];
	static unsigned char b[65536 + 64];
	static const size_t sizes[8] = { 7, 31, 64, 200, 777, 1500, 4096, 16384 };
	uint64_t state = 0;
	uint64_t sum = 0;

	for (size_t i = 0; i < sizeof(a); i++)
		a[i] = (unsigned char)kernel_random(&state);
	while (rounds--) {
		uint64_t x = kernel_random(&state);
		size_t size = sizes[x & 7];
		size_t from = x >> 8 & 0x3fff;
		size_t to = x >> 24 & 0x3fff;

		memcpy(b + to, a + from, size);
		memmove(a + from + 3, a + from, size);
		memset(a + to, (int)(x >> 40 & 0xff), size / 4);
		sum = sum * 7 + b[to + size / 2] + a[from + size / 3];
	}
	return sum;
}

#else

KERNEL(copies, 10, 11000, "memcpy, memmove and memset of the C library");

#endif
