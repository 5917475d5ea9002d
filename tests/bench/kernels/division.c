/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Division and remainder, signed and not, of 64 and 32 bits. On x86_64 one
 * instruction divides 128 bits by 64 and traps; arm64 has neither. */
#include "bench_kernel.h"

#ifdef GUEST

uint64_t kernel(unsigned long rounds)
{
	uint64_t state = 0;
	uint64_t sum = 0;

	while (rounds--) {
		uint64_t a = kernel_random(&state);
		uint64_t b = kernel_random(&state) >> (a & 31) | 1;

		sum += a / b + a % b;
		sum ^= (uint64_t)((int64_t)a / ((int32_t)b | 1));
		sum += (uint32_t)a / ((uint32_t)b | 1);
		sum ^= (uint64_t)((int32_t)sum % ((int16_t)b | 1));
	}
	return sum;
}

#else

KERNEL(division, 100, 300000, "64-bit and 32-bit division");

#endif
