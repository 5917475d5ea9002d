/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The clocks and the calls that read them agree with each other, clocks of CPU
 * time count work and not sleep, and an unknown clock is an error.
 */
#include "case.h"

#ifdef GUEST

#include <string.h>
#include <sys/time.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
	struct timespec t = { 0, 0 };

	if (SYS(clock_gettime, id, &t) != 0)
		return -1;
	return t.tv_sec * 1000000000L + t.tv_nsec;
}

static int64_t resolution(clockid_t id)
{
	struct timespec t = { -1, -1 };

	if (SYS(clock_getres, id, &t) != 0)
		return -1;
	return t.tv_sec * 1000000000L + t.tv_nsec;
}

static volatile unsigned work;

/* A kernel may account in steps of a tick: work until one shows. */
static bool counts_work(clockid_t id)
{
	int64_t before = read_clock(id);

	for (int i = 0; i < 10000; i++) {
		for (int j = 0; j < 10000; j++)
			work += (unsigned)j;
		if (read_clock(id) > before)
			return true;
	}
	return false;
}

int guest_main(void)
{
	struct timeval day;
	int64_t real = read_clock(MUTATE(CLOCK_REALTIME, CLOCK_MONOTONIC));
	int64_t later;

	EXPECT(SYS(gettimeofday, &day, NULL), ==, 0L);
	later = read_clock(CLOCK_REALTIME);
	EXPECT(day.tv_sec * 1000000 + day.tv_usec - real / 1000, >=, -1L);
	EXPECT(day.tv_sec - later / 1000000000, <=, 0L);
	EXPECT_ROW("between two readings no day has passed", later - real < 86400000000000, ==,
		   true);
#ifdef __x86_64__
	long seconds = 0;
	long value = SYS(time, &seconds);

	/* It goes by the tick: up to one behind the others. */
	EXPECT(value, ==, seconds);
	EXPECT(value - read_clock(CLOCK_REALTIME) / 1000000000, <=, 0L);
	EXPECT(value - real / 1000000000, >=, -1L);
#endif
	/* The coarse clock's is a tick, the others' a nanosecond with timers of high
	 * resolution, and a tick too without (kernel/time/hrtimer.c). */
	const int64_t tick = resolution(CLOCK_MONOTONIC_COARSE);
	const int64_t fine = resolution(CLOCK_MONOTONIC);

	EXPECT(resolution(CLOCK_MONOTONIC_COARSE), >=, 1000000L);
	EXPECT(resolution(CLOCK_MONOTONIC_COARSE), <=, 10000000L);
	EXPECT_ROW("the resolution is a nanosecond or a tick", fine == 1 || fine == tick, ==,
		   true);
	EXPECT(resolution(CLOCK_REALTIME), ==, fine);
	EXPECT(resolution(99), ==, -1L);
	EXPECT(SYS(clock_gettime, 99, NULL), ==, (long)-EINVAL);
	EXPECT(SYS(clock_gettime, CLOCK_MONOTONIC, NULL), ==, (long)-EFAULT);

	/* Boot time counts suspension too, hence is never behind. */
	int64_t monotonic = read_clock(CLOCK_MONOTONIC);

	EXPECT(read_clock(CLOCK_BOOTTIME), >=, monotonic);
	EXPECT(read_clock(CLOCK_MONOTONIC_COARSE), >, 0L);

	EXPECT(counts_work(CLOCK_PROCESS_CPUTIME_ID), ==, true);
	EXPECT(counts_work(CLOCK_THREAD_CPUTIME_ID), ==, true);
	return 0;
}

#else

CASE(clocks_agree, .rule = "TIME-5", .shared = true,
     .summary = "clocks have their resolution, agree with each other, and count CPU time");

#endif
