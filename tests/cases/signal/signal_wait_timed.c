/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Servers with a thread for signals take them one by one, with what came
 * along, and give up after a time. */
#include "case.h"

#ifdef GUEST

#include <sched.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile int caught;
static int done;

static void handler(int number)
{
	caught = number;
}

static int sender(void *argument)
{
	(void)argument;
	while (!__atomic_load_n(&done, __ATOMIC_ACQUIRE)) {
		kill(getpid(), SIGUSR2);
		sched_yield();
	}
	return 0;
}

int guest_main(void)
{
	const struct sigaction action = { .sa_handler = handler };
	const struct timespec soon = { 0, 20000000 };
	sigset_t set;
	sigset_t other;
	struct guest_thread thread;
	siginfo_t info;

	sigemptyset(&other);
	sigaddset(&other, SIGUSR2);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGALRM);
	MUST(sigprocmask, SIG_BLOCK, &set, NULL);
	MUST(sigaction, SIGUSR2, &action, NULL);
	MUST(sigaction, SIGUSR1, &action, NULL);

	struct timespec before;
	struct timespec after;

	MUST(clock_gettime, CLOCK_MONOTONIC, &before);
	EXPECT_ERROR(sigtimedwait(&set, &info, &soon), EAGAIN);
	MUST(clock_gettime, CLOCK_MONOTONIC, &after);
	EXPECT_ROW("the wait lasts as long as was asked for",
		   (after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec -
				   before.tv_nsec >=
			   soon.tv_nsec,
		   ==, true);

	memset(&info, 0, sizeof(info));
	const int first = MUTATE(SIGUSR1, SIGALRM);

	MUST(kill, getpid(), first);
	EXPECT(sigtimedwait(&set, &info, NULL), ==, SIGUSR1);
	EXPECT(info.si_signo, ==, SIGUSR1);
	EXPECT(info.si_code, ==, SI_USER);
	EXPECT(info.si_pid, ==, getpid());
	EXPECT_ROW("no handler has run", caught, ==, 0);

	const union sigval value = { .sival_ptr = (void *)0x123456789abcdef0 };

	MUST(sigqueue, getpid(), SIGALRM, value);
	memset(&info, 0, sizeof(info));
	EXPECT(sigtimedwait(&set, &info, NULL), ==, SIGALRM);
	EXPECT(info.si_code, ==, SI_QUEUE);
	EXPECT((uintptr_t)info.si_value.sival_ptr, ==, 0x123456789abcdef0UL);
	EXPECT_ERROR(sigtimedwait(&set, &info, &(struct timespec){ 0 }), EAGAIN);

	/* Another signal's handler ends the wait. The sender has it blocked, so
	 * that it comes here, and sends until the handler has run in the wait. */
	const struct timespec long_time = { 10, 0 };

	MUST(sigprocmask, SIG_BLOCK, &other, NULL);
	MUST(thread_start, &thread, sender, NULL);
	MUST(sigprocmask, SIG_UNBLOCK, &other, NULL);
	/* The call itself: musl's function begins again after EINTR. */
	EXPECT(SYS(rt_sigtimedwait, &set, &info, &long_time, sizeof(long)), ==, -EINTR);
	__atomic_store_n(&done, 1, __ATOMIC_RELEASE);
	thread_join(&thread);
	EXPECT(caught, ==, SIGUSR2);
	return 0;
}

#else

CASE(signal_wait_timed, .rule = "SIG-14",
     .summary = "sigtimedwait(2) takes one signal with its value, ends in time or with EINTR",
     .seconds = 8);

#endif
