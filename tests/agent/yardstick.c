/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "yardstick.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum {
	ROUNDS = 6000000,
	TIMES = 3,
	PERIOD_NS = 500000000,
	WEIGHT = 4,	     /* of what is known, beside one measurement */
	SLOWEST = 10,	     /* a measurement counts no more: it stood still */
	STALE_US = 10000000, /* nobody measures any more */
	CPUS_MOST = 8,
	MILLION = 1000000,
};

/* Of each CPU; seen by all that are forked from here on. */
static struct {
	_Atomic long speed; /* in millionths */
	_Atomic long long measured_us;
} * shared;

static long long now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

/* Longer than a scheduler lets a program run while others wait, so that their turns are
 * in it. */
static long measure(void)
{
	long long begun = now_us();
	uint64_t x = (uint64_t)begun | 1;
	volatile uint64_t result;

	for (int i = 0; i < ROUNDS; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
	}
	result = x;
	(void)result;
	return (long)(now_us() - begun);
}

long yardstick_best(void)
{
	long best = measure();

	for (int i = 1; i < TIMES; i++) {
		long next = measure();

		best = next < best ? next : best;
	}
	return best;
}

static _Noreturn void keep_measuring(size_t which, long usual_us)
{
	double usual = (double)usual_us;
	double took = usual;

	/* Ahead of the containers, whose own number must not lengthen their limits;
	 * not everybody may. */
	setpriority(PRIO_PROCESS, 0, -20);
	for (;;) {
		double last = (double)measure();

		took += ((last < usual * SLOWEST ? last : usual * SLOWEST) - took) / WEIGHT;
		shared[which].speed = took > usual ? (long)(usual / took * MILLION) : MILLION;
		shared[which].measured_us = now_us();
		nanosleep(&(struct timespec){ .tv_nsec = PERIOD_NS }, NULL);
	}
}

/* One a CPU: what is pinned to a busy one sees what a program on it sees. */
static void start_on(int cpu, size_t which, long usual_us, int stream)
{
	cpu_set_t only;

	if (fork() != 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close(stream);
	CPU_ZERO(&only);
	CPU_SET(cpu, &only);
	sched_setaffinity(0, sizeof(only), &only);
	keep_measuring(which, usual_us);
}

void yardstick_start(long usual_us, int stream)
{
	cpu_set_t all;
	size_t which = 0;

	if (usual_us <= 0 || sched_getaffinity(0, sizeof(all), &all))
		return;
	shared = mmap(NULL, CPUS_MOST * sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED) {
		shared = NULL;
		return;
	}
	for (int cpu = 0; cpu < CPU_SETSIZE && which < CPUS_MOST; cpu++)
		if (CPU_ISSET(cpu, &all))
			start_on(cpu, which++, usual_us, stream);
}

double yardstick_speed(void)
{
	long slowest = MILLION;

	for (size_t i = 0; shared && i < CPUS_MOST; i++)
		if (shared[i].measured_us && now_us() - shared[i].measured_us < STALE_US &&
		    shared[i].speed < slowest)
			slowest = shared[i].speed;
	return (double)slowest / MILLION;
}
