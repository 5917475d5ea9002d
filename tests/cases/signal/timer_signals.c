/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Interval timers drive time limits (alarm in shells and test runners) and
 * sampling profilers; POSIX timers carry a value and may name a thread.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static sigset_t none;
static volatile int hits;
static volatile int code;
static volatile int value;
static volatile int number;

static void handler(int signal, siginfo_t *info, void *context)
{
	(void)context;
	hits = hits + 1;
	number = signal;
	code = info->si_code;
	value = info->si_value.sival_int;
}

static void check_interval(void)
{
	const struct itimerval once = { { 0, 0 }, { 0, 10000 } };
	const struct itimerval far = { { 7, 0 }, { 3000, 0 } };
	const struct itimerval off = { { 0, 0 }, { 0, 0 } };
	struct itimerval old;

	hits = 0;
	EXPECT(setitimer(ITIMER_REAL, &once, NULL), ==, 0);
	sigsuspend(&none);
	EXPECT(hits, ==, 1);
	EXPECT(number, ==, SIGALRM);
	EXPECT(code, ==, SI_KERNEL);

	EXPECT(setitimer(ITIMER_REAL, &far, NULL), ==, 0);
	EXPECT(getitimer(ITIMER_REAL, &old), ==, 0);
	EXPECT(old.it_value.tv_sec, >=, 2900);
	EXPECT(old.it_interval.tv_sec, ==, 7);
	EXPECT(setitimer(ITIMER_REAL, &off, &old), ==, 0);
	EXPECT(old.it_value.tv_sec, >=, 2900);
	EXPECT_ERROR(setitimer(9, &once, NULL), EINVAL);

	/* This one counts the time that the program computes. */
	hits = 0;
	MUST(sigprocmask, SIG_SETMASK, &none, NULL);
	EXPECT(setitimer(ITIMER_PROF, &once, NULL), ==, 0);
	while (!hits)
		;
	EXPECT(number, ==, SIGPROF);
}

static void check_posix(void)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = 42 };
	struct itimerspec spec = { { 0, 0 }, { 0, 5000000 } };
	struct itimerspec left;
	sigset_t set;
	timer_t timer;

	sigemptyset(&set);
	sigaddset(&set, 42);
	MUST(sigprocmask, SIG_BLOCK, &set, NULL);
	event.sigev_value.sival_int = MUTATE(-4242, 0);
	if (!EXPECT(timer_create(CLOCK_MONOTONIC, &event, &timer), ==, 0))
		return;
	EXPECT(timer_settime(timer, 0, &spec, NULL), ==, 0);
	hits = 0;
	sigsuspend(&none);
	EXPECT(hits, ==, 1);
	EXPECT(number, ==, 42);
	EXPECT(code, ==, SI_TIMER);
	EXPECT(value, ==, -4242);

	/* Blocked, a periodic timer counts what it could not deliver. */
	spec.it_interval.tv_nsec = 1000000;
	EXPECT(timer_settime(timer, 0, &spec, NULL), ==, 0);
	siginfo_t info;
	const struct timespec limit = { 10, 0 };
	int overruns = 0;

	for (int i = 0; i < 1000 && !overruns; i++) {
		const struct timespec pause = { 0, 5000000 };

		nanosleep(&pause, NULL);
		EXPECT(sigtimedwait(&set, &info, &limit), ==, 42);
		overruns = timer_getoverrun(timer);
	}
	EXPECT(overruns, >, 0);
	spec.it_interval.tv_nsec = 0;
	spec.it_value.tv_sec = 5000;
	EXPECT(timer_settime(timer, 0, &spec, NULL), ==, 0);
	EXPECT(timer_gettime(timer, &left), ==, 0);
	EXPECT(left.it_value.tv_sec, >, 4900);
	EXPECT(timer_delete(timer), ==, 0);
	EXPECT(timer_settime(timer, 0, &spec, NULL), ==, -1);
}

int guest_main(void)
{
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };
	sigset_t set;

	sigemptyset(&none);
	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	MUST(sigprocmask, SIG_BLOCK, &set, NULL);
	MUST(sigaction, SIGALRM, &action, NULL);
	MUST(sigaction, SIGPROF, &action, NULL);
	MUST(sigaction, 42, &action, NULL);
	check_interval();
	check_posix();
	return 0;
}

#else

CASE(timer_signals, .rule = "SIG-9", .shared = true,
     .summary = "interval and POSIX timers send their signals with their values",
     .seconds = 10);

#endif
