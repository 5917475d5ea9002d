/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The C library's string functions, which choose their code by CPUID. */
#include "bench_kernel.h"

#ifdef GUEST

#include <stdio.h>
#include <string.h>

uint64_t kernel(unsigned long rounds)
{
	static char text[4096];
	static char copy[4096];
	uint64_t state = 0;
	uint64_t sum = 0;

	for (size_t i = 0; i < sizeof(text) - 1; i++)
		text[i] = (char)('a' + kernel_random(&state) % 26);
	while (rounds--) {
		size_t at = kernel_random(&state) % 3900;
		size_t length = 8 + at % 120;
		char kept = text[at + length];

		text[at + length] = 0;
		strcpy(copy, text + at);
		sum += strlen(copy);
		const char *found = strchr(copy, 'q');
		const char *last = strrchr(copy, 'e');

		sum = sum * 5 + (found ? (uint64_t)(found - copy) : 1);
		sum ^= last ? (uint64_t)(last - copy) : 2;
		copy[length - 1] ^= (char)(at & 1);
		sum += strcmp(copy, text + at) < 0;
		sum += strstr(copy, "xyz") ? 7 : 0;
		sum += (uint64_t)(memchr(copy, 'z', length) ? 1 : 0);
		text[at + length] = kept;
	}
	return sum;
}

#else

KERNEL(strings, 10, 15000, "string functions of the C library");

#endif
