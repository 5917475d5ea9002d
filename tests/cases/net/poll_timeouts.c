/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * poll, ppoll and pselect wait as long as they were told and no longer; with
 * a signal mask, a signal that came before ends the wait.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

enum { SHORT_MS = 20 };

static volatile int hits;

static void handler(int number)
{
	(void)number;
	hits = hits + 1;
}

static long now_ms(void)
{
	struct timespec t;

	MUST(clock_gettime, CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int guest_main(void)
{
	const struct timespec short_time = { 0, SHORT_MS * MUTATE(1000000L, 1000) };
	const struct timespec long_time = { 5, 0 };
	const struct timespec nonsense = { 0, -1 };
	struct sigaction action = { .sa_handler = handler };
	sigset_t blocked;
	sigset_t open;
	fd_set readable;
	int ends[2];
	long begin;

	MUST(pipe, ends);

	/* Below one that is open: Linux looks no further than it has room for
	 * descriptors (select(2), BUGS). */
	const int closed = MUST(fcntl, ends[0], F_DUPFD, 0);

	MUST(fcntl, ends[0], F_DUPFD, 0);
	close(closed);

	struct pollfd fds[3] = {
		{ .fd = ends[0], .events = POLLIN },
		{ .fd = -1, .events = POLLIN, .revents = POLLIN },
		{ .fd = closed, .events = POLLIN },
	};

	begin = now_ms();
	EXPECT(poll(fds, 1, SHORT_MS), ==, 0);
	EXPECT_ROW("poll waits", now_ms() - begin, >=, SHORT_MS - 1L);
	begin = now_ms();
	EXPECT(ppoll(fds, 2, &short_time, NULL), ==, 0);
	EXPECT_ROW("ppoll waits", now_ms() - begin, >=, SHORT_MS - 1L);
	EXPECT_ROW("a negative descriptor has no events", fds[1].revents, ==, 0);
	FD_ZERO(&readable);
	FD_SET(ends[0], &readable);
	begin = now_ms();
	EXPECT(pselect(ends[0] + 1, &readable, NULL, NULL, &short_time, NULL), ==, 0);
	EXPECT_ROW("pselect waits", now_ms() - begin, >=, SHORT_MS - 1L);
	EXPECT_ROW("pselect empties the set", !!FD_ISSET(ends[0], &readable), ==, 0);
	EXPECT_ROW("the limit is as it was", short_time.tv_nsec, ==, SHORT_MS * 1000000L);
	EXPECT_ERROR(ppoll(fds, 1, &nonsense, NULL), EINVAL);

	EXPECT_ROW("a descriptor that is not open", poll(fds, 3, 5000), ==, 1);
	EXPECT_ROW("is POLLNVAL", fds[2].revents, ==, POLLNVAL);
	EXPECT_ROW("pselect says EBADF", ({
			   FD_SET(closed, &readable);
			   pselect(closed + 1, &readable, NULL, NULL, &short_time, NULL) < 0
				   ? errno
				   : 0;
		   }),
		   ==, EBADF);

	MUST(write, ends[1], "x", 1);
	FD_ZERO(&readable);
	FD_SET(ends[0], &readable);
	EXPECT(pselect(ends[0] + 1, &readable, NULL, NULL, &long_time, NULL), ==, 1);
	EXPECT_ROW("pselect marks it", !!FD_ISSET(ends[0], &readable), ==, 1);
	EXPECT(poll(fds, 1, 5000), ==, 1);
	EXPECT(fds[0].revents, ==, POLLIN);

	/* The mask opens for the wait only. */
	sigemptyset(&open);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR1);
	MUST(sigprocmask, SIG_SETMASK, &blocked, NULL);
	MUST(sigaction, SIGUSR1, &action, NULL);
	kill(getpid(), SIGUSR1);
	EXPECT(hits, ==, 0);
	fds[0].fd = -1;
	EXPECT_ERROR(ppoll(fds, 1, &long_time, &open), EINTR);
	EXPECT(hits, ==, 1);
	kill(getpid(), SIGUSR1);
	EXPECT_ERROR(pselect(0, NULL, NULL, NULL, &long_time, &open), EINTR);
	EXPECT(hits, ==, 2);
	return 0;
}

#else

CASE(poll_timeouts, .rule = "NET-7", .shared = true,
     .summary = "poll, ppoll and pselect wait their time and open the signal mask meanwhile");

#endif
