/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Loads and stores through pointers. What keeping x86_64's order of them costs
 * an ARM CPU is no matter of how many instructions there are. */
#include "bench_kernel.h"

#ifdef GUEST

uint64_t kernel(unsigned long rounds)
{
	struct node {
		struct node *next;
		uint64_t value;
	};
	static struct node nodes[4096];
	static uint32_t table[4096];
	uint64_t sum = 0;

	for (unsigned i = 0; i < 4096; i++)
		nodes[i] = (struct node){ &nodes[(i * 1117 + 331) & 4095], i };
	struct node *at = nodes;

	while (rounds--) {
		at->value += sum & 3;
		table[at->value & 4095]++;
		sum += table[(at->value + 17) & 4095] + (uint16_t)at->value;
		at = at->next;
	}
	return sum;
}

#else

KERNEL(memory, 5000, 600000, "loads and stores through pointers");

#endif
