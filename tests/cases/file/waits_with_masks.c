/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Waiting with another signal mask, set and undone by the kernel in one step, and
 * with limits of nanoseconds.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

static volatile int caught;

static void handler(int number)
{
	(void)number;
	caught++;
}

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int guest_main(void)
{
	const unsigned long blocked = 1UL << (SIGUSR1 - 1);
	const unsigned long none = 0;
	const struct sigaction action = { .sa_handler = handler };
	const struct {
		const unsigned long *set;
		unsigned long size;
	} sixth = { &none, 8 };
	struct timespec limit = { 10, 0 };
	struct timespec brief = { 0, 30000000 };
	const int epoll = MUST(epoll_create1, EPOLL_CLOEXEC);
	struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP | EPOLLPRI,
				     .data = { .u64 = 0x1122334455667788 } };
	struct pollfd poll_fd;
	unsigned long mask = 0;
	fd_set set = { { 0 } };
	int ends[2];
	char byte;

	MUST(pipe, ends);
	MUST(epoll_ctl, epoll, EPOLL_CTL_ADD, ends[0], &event);
	MUST(sigaction, SIGUSR1, &action, NULL);
	MUST_SYS(rt_sigprocmask, SIG_BLOCK, &blocked, NULL, 8);

	/* A signal that is pending comes in during the call, and at once. */
	kill(getpid(), SIGUSR1);
	EXPECT(SYS(epoll_pwait, epoll, &event, 1, 0, NULL, 8), ==, 0);
	EXPECT_ROW("without a mask it stays blocked", caught, ==, 0);
	EXPECT(SYS(epoll_pwait, epoll, &event, 1, 10000, MUTATE(&none, &blocked), 8), ==,
	       -EINTR);
	EXPECT_ROW("epoll_pwait lets it in", caught, ==, 1);
	kill(getpid(), SIGUSR1);
	EXPECT(SYS(ppoll, NULL, 0, &limit, &none, 8), ==, -EINTR);
	EXPECT_ROW("ppoll lets it in", caught, ==, 2);
	EXPECT_ROW("ppoll tells the time left", limit.tv_sec, >=, 5);
	kill(getpid(), SIGUSR1);
	limit.tv_sec = 10;
	EXPECT(SYS(pselect6, 0, NULL, NULL, NULL, &limit, &sixth), ==, -EINTR);
	EXPECT_ROW("pselect6 lets it in", caught, ==, 3);
	EXPECT_ROW("pselect6 tells the time left", limit.tv_sec, >=, 5);
	kill(getpid(), SIGUSR1);
	limit.tv_sec = 10;
	EXPECT(SYS(epoll_pwait2, epoll, &event, 1, &limit, &none, 8), ==, -EINTR);
	EXPECT_ROW("epoll_pwait2 lets it in", caught, ==, 4);
	MUST_SYS(rt_sigprocmask, SIG_BLOCK, NULL, &mask, 8);
	EXPECT_ROW("the mask is what it was", mask & blocked, ==, blocked);

	/* Limits. */
	long start = now_ms();

	EXPECT(SYS(epoll_pwait2, epoll, &event, 1, &brief, NULL, 8), ==, 0);
	EXPECT_ROW("epoll_pwait2 waits", now_ms() - start, >=, 29L);
	start = now_ms();
	EXPECT(SYS(ppoll, NULL, 0, &brief, NULL, 8), ==, 0);
	EXPECT_ROW("ppoll waits", now_ms() - start, >=, 29L);
	brief.tv_nsec = 1000000000;
	EXPECT(SYS(ppoll, NULL, 0, &brief, NULL, 8), ==, -EINVAL);
	EXPECT(SYS(epoll_pwait2, epoll, &event, 1, &brief, NULL, 8), ==, -EINVAL);
	EXPECT(SYS(epoll_pwait, epoll, &event, 1, 0, &none, 4), ==, -EINVAL);

	MUST(write, ends[1], "x", 1);
	brief.tv_nsec = 0;
	memset(&event, 0, sizeof(event));
	EXPECT(SYS(epoll_pwait2, epoll, &event, 1, NULL, NULL, 8), ==, 1);
	EXPECT_ROW("epoll_pwait2: its data", event.data.u64, ==, 0x1122334455667788UL);
	EXPECT_ROW("epoll_pwait2: the event", event.events, ==, (uint32_t)EPOLLIN);
	poll_fd = (struct pollfd){ ends[0],
				   POLLIN | POLLPRI | POLLRDNORM | POLLRDBAND | POLLRDHUP, 0 };
	EXPECT(SYS(ppoll, &poll_fd, 1, &brief, NULL, 8), ==, 1);
	EXPECT_ROW("ppoll: the event", poll_fd.revents, ==, POLLIN | POLLRDNORM);
	poll_fd = (struct pollfd){ ends[1], POLLOUT | POLLWRNORM | POLLWRBAND, 0 };
	EXPECT(SYS(ppoll, &poll_fd, 1, &brief, NULL, 8), ==, 1);
	EXPECT_ROW("ppoll: ready to write", poll_fd.revents & POLLOUT, ==, POLLOUT);
	FD_SET(ends[0], &set);
	EXPECT(SYS(pselect6, ends[0] + 1, &set, NULL, NULL, NULL, NULL), ==, 1);
	MUST(read, ends[0], &byte, 1);
	close(ends[1]);
	poll_fd = (struct pollfd){ ends[0], POLLIN, 0 };
	EXPECT(SYS(ppoll, &poll_fd, 1, &brief, NULL, 8), ==, 1);
	EXPECT_ROW("ppoll: the end", poll_fd.revents, ==, POLLHUP);
	return 0;
}

#else

CASE(waits_with_masks, .rule = "FILE-46", .shared = true,
     .summary = "epoll_pwait, epoll_pwait2, ppoll and pselect6 wait with the signal mask that "
		"they are "
		"given, and as long");

#endif
