/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Conditional jumps that follow the data: where flags become branches. */
#include "bench_kernel.h"

#ifdef GUEST

uint64_t kernel(unsigned long rounds)
{
	uint64_t state = 0;
	uint64_t counts[8] = { 0 };
	uint64_t sum = 0;

	while (rounds--) {
		uint64_t x = kernel_random(&state);

		if (x & 1)
			counts[0]++;
		else if (x & 2)
			counts[1] += x;
		if ((int64_t)x < 0)
			counts[2]++;
		if (x % 256 > 100)
			counts[3] ^= x;
		else if ((int32_t)x > 1000)
			counts[4]--;
		if (counts[0] > counts[2])
			counts[5]++;
		else
			counts[6] += 3;
	}
	for (int i = 0; i < 8; i++)
		sum = sum * 31 + counts[i];
	return sum;
}

#else

KERNEL(branches, 100, 500000, "conditional jumps that follow the data");

#endif
