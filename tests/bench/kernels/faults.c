/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Memory asked for, touched and given back: one page fault a page. */
#include "bench_kernel.h"

#ifdef GUEST

#include <sys/mman.h>

uint64_t kernel(unsigned long rounds)
{
	enum { PAGES = 16, PAGE = 4096 };
	uint64_t sum = 0;

	while (rounds--) {
		unsigned char *p = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE,
					MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (p == MAP_FAILED)
			return 0;
		for (int i = 0; i < PAGES; i++)
			p[i * PAGE] = (unsigned char)(rounds + (unsigned)i);
		for (int i = 0; i < PAGES; i++)
			sum = sum * 3 + p[i * PAGE];
		munmap(p, PAGES * PAGE);
	}
	return sum;
}

#else

KERNEL(faults, 10, 150, "memory mapped, touched and unmapped");

#endif
