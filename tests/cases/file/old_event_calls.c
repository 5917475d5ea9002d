/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Programs built long ago, and those without a libc, wait and count by the old
 * numbers, which newer architectures have not.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile int caught;

static void handler(int number)
{
	caught = number;
}

static void check_waiting(const int ends[2])
{
	fd_set set = { { 0 } };
	struct timeval limit = { 0, 20000 };
	struct pollfd fds[2] = { { ends[0], POLLIN, 0 }, { ends[1], POLLOUT, 0 } };
	const int epoll = (int)SYS(epoll_create, 1);
	struct epoll_event event = { .events = EPOLLIN, .data = { .u64 = 0x123456789abcdef0 } };
	char byte;

	FD_SET(ends[0], &set);
	EXPECT(SYS(select, ends[0] + 1, &set, NULL, NULL, &limit), ==, 0);
	EXPECT_ROW("select clears the set", FD_ISSET(ends[0], &set), ==, 0);
	EXPECT_ROW("select tells the time left", limit.tv_sec == 0 && limit.tv_usec == 0, ==,
		   true);
	EXPECT(SYS(poll, fds, 2, 0), ==, 1);
	EXPECT_ROW("poll: ready to write", fds[1].revents, ==, POLLOUT);
	EXPECT(SYS(epoll_create, 0), ==, -EINVAL);
	EXPECT_ROW("epoll_create", epoll, >=, 0);
	EXPECT_ROW("epoll_create: close-on-exec", fcntl(epoll, F_GETFD), ==, 0);
	EXPECT(SYS(epoll_ctl, epoll, EPOLL_CTL_ADD, ends[0], &event), ==, 0);
	memset(&event, 0, sizeof(event));
	EXPECT(SYS(epoll_wait, epoll, &event, 1, 0), ==, 0);

	MUST(write, ends[1], "x", 1);
	FD_SET(ends[0], &set);
	limit.tv_sec = 5;
	EXPECT(SYS(select, ends[0] + 1, &set, NULL, NULL, &limit), ==, 1);
	EXPECT_ROW("select: ready to read", FD_ISSET(ends[0], &set) != 0, ==, true);
	EXPECT_ROW("select tells the time left", limit.tv_sec, >=, 1);
	EXPECT(SYS(select, ends[0] + 1, &set, NULL, NULL, NULL), ==, 1);
	EXPECT(SYS(select, -1, NULL, NULL, NULL, &limit), ==, -EINVAL);
	EXPECT(SYS(poll, fds, 2, -1), ==, 2);
	EXPECT(SYS(epoll_wait, epoll, &event, 1, -1), ==, 1);
	EXPECT_ROW("epoll_wait: its data", event.data.u64, ==, MUTATE(0x123456789abcdef0, 0));
	EXPECT(SYS(epoll_wait, epoll, &event, 0, 0), ==, -EINVAL);
	MUST(read, ends[0], &byte, 1);
	close(epoll);
}

static void check_descriptors(void)
{
	const unsigned long usr2 = 1UL << (SIGUSR2 - 1);
	struct signalfd_siginfo info = { .ssi_signo = 0 };
	unsigned long value = 0;
	const int counter = (int)SYS(eventfd, 7);

	EXPECT_ROW("eventfd", counter, >=, 0);
	EXPECT_ROW("eventfd: its flags", fcntl(counter, F_GETFD), ==, 0);
	EXPECT(read(counter, &value, 8), ==, 8);
	EXPECT_ROW("eventfd: its value", value, ==, 7UL);
	MUST_SYS(rt_sigprocmask, SIG_BLOCK, &usr2, NULL, 8);

	const int signals = (int)SYS(signalfd, -1, &usr2, 8);

	EXPECT_ROW("signalfd", signals, >=, 0);
	kill(getpid(), SIGUSR2);
	EXPECT(read(signals, &info, sizeof(info)), ==, (ssize_t)sizeof(info));
	EXPECT_ROW("signalfd: the signal", info.ssi_signo, ==, (uint32_t)SIGUSR2);
	EXPECT_ROW("signalfd: its sender", info.ssi_pid, ==, (uint32_t)getpid());
	EXPECT(SYS(signalfd, -1, &usr2, 4), ==, -EINVAL);

	union {
		struct inotify_event event;
		char bytes[sizeof(struct inotify_event) + 32];
	} told = { .bytes = "" };
	const int watcher = (int)SYS(inotify_init);

	EXPECT_ROW("inotify_init", watcher, >=, 0);
	EXPECT_ROW("inotify_init: its flags", fcntl(watcher, F_GETFL) & O_NONBLOCK, ==, 0);
	EXPECT(inotify_add_watch(watcher, "/tmp", IN_CREATE), >=, 1);
	close(MUST(open, "/tmp/old_event_calls", O_CREAT | O_WRONLY, 0600));
	EXPECT(read(watcher, &told, sizeof(told)), >, (ssize_t)sizeof(told.event));
	EXPECT_ROW("inotify: the name", strcmp(told.event.name, "old_event_calls"), ==, 0);
	unlink("/tmp/old_event_calls");
	close(counter);
	close(signals);
	close(watcher);
}

static void check_alarm(void)
{
	const struct sigaction action = { .sa_handler = handler };
	struct itimerval soon = { .it_value = { 0, 100000 } };
	struct itimerval left;
	long now = 0;

	MUST(sigaction, SIGALRM, &action, NULL);
	EXPECT(SYS(alarm, 500), ==, 0);
	MUST(getitimer, ITIMER_REAL, &left);
	EXPECT_ROW("alarm sets the timer", left.it_value.tv_sec, >=, 490);
	EXPECT_ROW("alarm gives the seconds left", SYS(alarm, 0) - 490UL <= 10, ==, true);
	EXPECT(SYS(alarm, 0), ==, 0);
	/* Again and again, in case one comes before pause(2) waits. */
	soon.it_interval = soon.it_value;
	MUST(setitimer, ITIMER_REAL, &soon, NULL);
	EXPECT(SYS(pause), ==, -EINTR);
	EXPECT_ROW("pause ends by the signal", caught, ==, SIGALRM);
	SYS(alarm, 0);
	EXPECT(SYS(time, &now), ==, now);
	EXPECT(now, >, 1600000000L);
}

static void check_processes(void)
{
	int status = 0;
	long pid = SYS(fork);

	if (pid == 0)
		SYS(exit_group, 21);
	EXPECT(SYS(wait4, pid, &status, 0, NULL), ==, pid);
	EXPECT_ROW("fork", status, ==, 21 << 8);
	EXPECT_ROW("getpgrp", SYS(getpgrp), ==, (long)getpgid(0));
}

int guest_main(void)
{
	int ends[2] = { -1, -1 };

	EXPECT(SYS(pipe, ends), ==, 0);
	EXPECT_ROW("pipe: two descriptors", ends[0] >= 0 && ends[1] > ends[0], ==, true);
	EXPECT_ROW("pipe: no flags",
		   fcntl(ends[0], F_GETFD) == 0 && (fcntl(ends[0], F_GETFL) & O_NONBLOCK) == 0,
		   ==, true);
	EXPECT(SYS(pipe, (void *)8), ==, -EFAULT);
	check_waiting(ends);
	check_descriptors();
	check_alarm();
	check_processes();
	return 0;
}

#else

CASE(old_event_calls, .rule = "FILE-45", .shared = true, .x86_64_only = true,
     .summary = "pipe, select, poll, epoll_create, epoll_wait, eventfd, signalfd, "
		"inotify_init, alarm, "
		"pause, time, fork and getpgrp by their own numbers");

#endif
