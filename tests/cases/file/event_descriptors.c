/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Event loops turn counters, clocks and signals into descriptors: libuv,
 * tokio, systemd and QEMU itself.
 */
#include "case.h"

#ifdef GUEST

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static void check_counter(void)
{
	uint64_t value = 3;
	int fd = MUST(eventfd, 0, EFD_SEMAPHORE | EFD_NONBLOCK);

	EXPECT_ERROR(read(fd, &value, sizeof(value)), EAGAIN);
	EXPECT(write(fd, &value, sizeof(value)), ==, 8);
	EXPECT(read(fd, &value, sizeof(value)), ==, 8);
	EXPECT_ROW("a semaphore gives one at a time", value, ==, 1UL);
	close(fd);

	fd = MUST(eventfd, 5, EFD_NONBLOCK);
	value = MUTATE(1UL << 40, (uint32_t)(1UL << 40));
	EXPECT(write(fd, &value, sizeof(value)), ==, 8);
	EXPECT(read(fd, &value, sizeof(value)), ==, 8);
	EXPECT_ROW("a counter gives the sum", value, ==, (1UL << 40) + 5);
	value = UINT64_MAX;
	EXPECT_ERROR(write(fd, &value, sizeof(value)), EINVAL);
	EXPECT_ERROR(read(fd, &value, 4), EINVAL);
	close(fd);
}

static void check_timer(void)
{
	const struct itimerspec periodic = { { 0, 2000000 }, { 0, 2000000 } };
	const struct itimerspec far = { { 0, 0 }, { 5000, 0 } };
	const struct itimerspec past = { { 0, 0 }, { 1, 0 } };
	struct itimerspec left;
	uint64_t count = 0;
	uint64_t sum = 0;
	int fd = MUST(timerfd_create, CLOCK_MONOTONIC, TFD_NONBLOCK);
	struct pollfd ready = { .fd = fd, .events = POLLIN };

	EXPECT_ERROR(read(fd, &count, sizeof(count)), EAGAIN);
	EXPECT(timerfd_settime(fd, 0, &periodic, NULL), ==, 0);
	while (sum < 3) {
		if (!EXPECT_ROW("the timer expires", poll(&ready, 1, 5000), ==, 1))
			return;
		EXPECT(read(fd, &count, sizeof(count)), ==, 8);
		sum += count;
	}
	EXPECT(timerfd_settime(fd, 0, &far, NULL), ==, 0);
	EXPECT(timerfd_gettime(fd, &left), ==, 0);
	EXPECT(left.it_value.tv_sec, >, 4900);
	EXPECT(timerfd_settime(fd, TFD_TIMER_ABSTIME, &past, NULL), ==, 0);
	EXPECT_ROW("a time that is past", poll(&ready, 1, 5000), ==, 1);
	EXPECT_ERROR(timerfd_create(12345, 0), EINVAL);
	close(fd);
}

static void check_signal(void)
{
	struct signalfd_siginfo info = { .ssi_signo = 0 };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, 41);
	MUST(sigprocmask, SIG_BLOCK, &set, NULL);

	int fd = MUST(signalfd, -1, &set, SFD_NONBLOCK);

	EXPECT_ERROR(read(fd, &info, sizeof(info)), EAGAIN);
	kill(getpid(), SIGUSR1);
	EXPECT(read(fd, &info, sizeof(info)), ==, (ssize_t)sizeof(info));
	EXPECT(info.ssi_signo, ==, (uint32_t)SIGUSR1);
	EXPECT(info.ssi_code, ==, SI_USER);
	EXPECT(info.ssi_pid, ==, (uint32_t)getpid());
	EXPECT_ERROR(read(fd, &info, sizeof(info) - 1), EINVAL);
	raise(41);
	EXPECT(read(fd, &info, sizeof(info)), ==, (ssize_t)sizeof(info));
	EXPECT(info.ssi_signo, ==, 41U);
	EXPECT(info.ssi_code, ==, SI_TKILL);
	close(fd);
}

int guest_main(void)
{
	check_counter();
	check_timer();
	check_signal();
	return 0;
}

#else

CASE(event_descriptors, .rule = "FILE-4", .shared = true,
     .summary = "eventfd, timerfd and signalfd give counts, expirations and signals");

#endif
