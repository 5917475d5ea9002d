/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A sleep is never shorter than asked for, an absolute one ends not before its
 * time, and a signal cuts it short and tells what is left.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

static const long ms = 1000000;

static int64_t now(void)
{
	struct timespec t = { 0, 0 };

	SYS(clock_gettime, CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void on_alarm(int signal)
{
	(void)signal;
}

int guest_main(void)
{
	const struct timespec three = { .tv_nsec = MUTATE(3 * ms, 0) };
	int64_t start = now();

	EXPECT(SYS(nanosleep, &three, NULL), ==, 0L);
	EXPECT(now() - start, >=, 3 * ms);

	int64_t until = now() + 4 * ms;
	const struct timespec absolute = { until / 1000000000, until % 1000000000 };

	EXPECT(SYS(clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &absolute, NULL), ==, 0L);
	EXPECT(now(), >=, until);
	/* A time in the past is no sleep at all. */
	EXPECT(SYS(clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &three, NULL), ==, 0L);

	struct sigaction action = { .sa_handler = on_alarm, .sa_flags = SA_RESTART };
	/* It repeats, so that one comes while the sleep lasts. */
	const struct itimerval soon = { { .tv_usec = 20000 }, { .tv_usec = 20000 } };
	const struct itimerval never = { { 0, 0 }, { 0, 0 } };
	const struct timespec minute = { .tv_sec = MUTATE(60, 3600) };
	struct timespec left = { 0, 0 };

	MUST(sigaction, SIGALRM, &action, NULL);
	MUST(setitimer, ITIMER_REAL, &soon, NULL);
	start = now();
	EXPECT(SYS(nanosleep, &minute, &left), ==, (long)-EINTR);

	/* On a loaded machine long after the signal. */
	const int64_t slept = now() - start;

	MUST(setitimer, ITIMER_REAL, &never, NULL);
	EXPECT(left.tv_sec >= 0 && left.tv_sec < 60, ==, 1);
	EXPECT_ROW("what is left and what was slept are a minute",
		   left.tv_sec * 1000000000L + left.tv_nsec + slept >= 60000 * ms, ==, true);

	const struct timespec wrong = { .tv_nsec = 1000000000 };

	EXPECT(SYS(nanosleep, &wrong, NULL), ==, (long)-EINVAL);
	return 0;
}

#else

CASE(sleep_lower_bound, .rule = "TIME-4", .shared = true,
     .summary = "sleeps are never too short, and a signal ends them with what is left",
     .seconds = 10);

#endif
