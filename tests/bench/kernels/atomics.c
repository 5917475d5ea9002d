/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Atomic operations of one thread: LOCK prefixes on x86_64, LSE atomics chosen
 * at run time on arm64. */
#include "bench_kernel.h"

#ifdef GUEST

#include <stdatomic.h>

uint64_t kernel(unsigned long rounds)
{
	static _Atomic uint64_t counter;
	static _Atomic uint32_t flags;
	static _Atomic uint64_t slot;
	uint64_t state = 0;

	while (rounds--) {
		uint64_t x = kernel_random(&state);
		uint64_t old = atomic_load(&slot);

		atomic_fetch_add(&counter, x & 15);
		atomic_fetch_or(&flags, (uint32_t)x & 0xff);
		atomic_fetch_and(&flags, (uint32_t) ~(x >> 8));
		atomic_compare_exchange_strong(&slot, &old, x);
		atomic_fetch_xor(&counter, atomic_exchange(&flags, (uint32_t)x));
		atomic_store(&slot, old + 1);
	}
	return counter ^ flags ^ slot;
}

#else

KERNEL(atomics, 100, 200000, "atomic operations of one thread");

#endif
