/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The working set: 32 MiB, a cache line of each page touched in a random order
 * again and again. A translator that looks addresses up pays for the breadth. */
#include "bench_kernel.h"

#ifdef GUEST

#include <stdlib.h>

enum { PAGE_WORDS = 512, PAGES = 8192 };

uint64_t kernel(unsigned long rounds)
{
	uint64_t *memory = calloc(PAGES, PAGE_WORDS * sizeof(*memory));
	uint64_t state = 0;
	uint64_t sum = 0;

	if (!memory)
		return 0;
	for (size_t i = 0; i < PAGES; i++)
		memory[i * PAGE_WORDS] = i;
	while (rounds--) {
		uint64_t *at = &memory[(kernel_random(&state) & (PAGES - 1)) * PAGE_WORDS];

		sum += *at;
		*at = sum & 0xffff;
	}
	free(memory);
	return sum;
}

#else

KERNEL(wide_memory, 5000, 900000, "a working set of 32 MiB, in random order");

#endif
