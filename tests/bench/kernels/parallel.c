/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A thread for each CPU, each with the same work: numbers of its own, a
 * counter and a lock that all share. On one CPU it is one thread. */
#include "bench_kernel.h"

#ifdef GUEST

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { THREADS_MOST = 16 };

static _Atomic uint64_t counter;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t guarded;

static void *work(void *argument)
{
	uint64_t state = 0;

	for (unsigned long rounds = *(unsigned long *)argument; rounds--;) {
		uint64_t x = kernel_random(&state);

		if (x % 8 == 0)
			atomic_fetch_add(&counter, x >> 32);
		if (x % 64 == 1) {
			pthread_mutex_lock(&lock);
			guarded += x >> 40;
			pthread_mutex_unlock(&lock);
		}
	}
	return NULL;
}

uint64_t kernel(unsigned long rounds)
{
	pthread_t threads[THREADS_MOST];
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	count = count < THREADS_MOST ? count : THREADS_MOST;
	for (long i = 0; i < count; i++)
		if (pthread_create(&threads[i], NULL, work, &rounds))
			return 0;
	for (long i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	return counter * 31 + guarded;
}

#else

KERNEL(parallel, 1000, 600000, "a thread for each CPU, with a counter and a lock in common");

#endif
