/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Threads made, run and joined. */
#include "bench_kernel.h"

#ifdef GUEST

#include <pthread.h>

static void *work(void *argument)
{
	*(uint64_t *)argument *= 3;
	return NULL;
}

uint64_t kernel(unsigned long rounds)
{
	uint64_t sum = 1;

	while (rounds--) {
		pthread_t thread;

		if (pthread_create(&thread, NULL, work, &sum))
			return 0;
		pthread_join(thread, NULL);
		sum++;
	}
	return sum;
}

#else

KERNEL(threads, 10, 250, "threads made, run and joined");

#endif
