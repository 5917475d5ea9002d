/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Programs count on both: that SA_RESTART hides signals from their reads, and
 * that without it, or in a poll, a signal ends the wait.
 */
#include "case.h"

#ifdef GUEST

#include <poll.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { TICK_US = 20000 };

static int ends[2];
static volatile sig_atomic_t ticks;
static volatile sig_atomic_t shall_write;

static void handler(int number)
{
	(void)number;
	if (++ticks >= 3 && shall_write) {
		shall_write = 0;
		SYS(write, ends[1], "x", 1);
	}
}

static void handle(int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };

	MUST(sigaction, SIGALRM, &action, NULL);
	ticks = 0;
}

int guest_main(void)
{
	/* It ticks on, so that one tick at least falls into each wait. */
	const struct itimerval timer = { { 0, TICK_US }, { 0, TICK_US } };
	const struct timespec minute = { 60, 0 };
	struct timespec left = { 0, 0 };
	struct timespec before;
	struct timespec after;
	char byte;

	MUST(pipe, ends);
	handle(0);
	MUST(setitimer, ITIMER_REAL, &timer, NULL);
	EXPECT_ERROR(read(ends[0], &byte, 1), EINTR);

	/* The third tick's handler writes what the read waits for, or a later one's,
	 * but none from before. */
	handle(MUTATE(SA_RESTART, 0));
	shall_write = 1;
	EXPECT(read(ends[0], &byte, 1), ==, 1);
	EXPECT(ticks, >=, 3);

	struct pollfd fd = { .fd = ends[0], .events = POLLIN };

	EXPECT_ERROR(poll(&fd, 1, 60000), EINTR);
	MUST(clock_gettime, CLOCK_MONOTONIC, &before);
	EXPECT_ERROR(nanosleep(&minute, &left), EINTR);
	MUST(clock_gettime, CLOCK_MONOTONIC, &after);
	/* On a loaded machine it may end long after the signal. */
	EXPECT_ROW("what is left and what was slept are a minute",
		   left.tv_sec + after.tv_sec - before.tv_sec, >=, 59L);
	EXPECT(left.tv_sec, <=, 60);
	return 0;
}

#else

CASE(restart_or_eintr, .rule = "SIG-5", .shared = true,
     .summary = "SA_RESTART goes on with an interrupted read, without it that fails with EINTR",
     .seconds = 10);

#endif
