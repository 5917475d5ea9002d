/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Two threads at one counter and one spin lock. The counted machine has one
 * CPU, so they meet only where the kernel takes it from one of them. */
#include "bench_kernel.h"

#ifdef GUEST

#include <pthread.h>
#include <stdatomic.h>

static _Atomic uint64_t counter;
static _Atomic int taken;
static uint64_t guarded;

static void *work(void *argument)
{
	unsigned long rounds = *(unsigned long *)argument;

	while (rounds--) {
		atomic_fetch_add(&counter, 3);
		while (atomic_exchange_explicit(&taken, 1, memory_order_acquire))
			sched_yield();
		guarded += 5;
		atomic_store_explicit(&taken, 0, memory_order_release);
	}
	return NULL;
}

uint64_t kernel(unsigned long rounds)
{
	pthread_t threads[2];

	for (int i = 0; i < 2; i++)
		if (pthread_create(&threads[i], NULL, work, &rounds))
			return 0;
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	return counter * 31 + guarded;
}

#else

KERNEL(contended, 100, 200000, "two threads at one counter and one lock");

#endif
