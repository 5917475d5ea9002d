/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Servers with a thread for signals take them one by one, with what came
 * along, and give up after a time. */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	BIT_USR1 = 1 << (SIGUSR1 - 1),
	BIT_USR2 = 1 << (SIGUSR2 - 1),
	BIT_ALRM = 1 << (SIGALRM - 1)
};

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
		SYS(kill, getpid(), SIGUSR2);
		SYS(sched_yield);
	}
	return 0;
}

int guest_main(void)
{
	const struct sigaction action = { .sa_handler = handler };
	const struct timespec soon = { 0, 20000000 };
	const unsigned long set = BIT_USR1 | BIT_ALRM;
	unsigned long blocked = BIT_USR1 | BIT_ALRM;
	struct guest_thread thread;
	siginfo_t info;

	MUST_SYS(rt_sigprocmask, SIG_BLOCK, &blocked, 0, 8);
	MUST(sigaction, SIGUSR2, &action, NULL);
	MUST(sigaction, SIGUSR1, &action, NULL);

	struct timespec before;
	struct timespec after;

	MUST(clock_gettime, CLOCK_MONOTONIC, &before);
	EXPECT(SYS(rt_sigtimedwait, &set, &info, &soon, 8), ==, -EAGAIN);
	MUST(clock_gettime, CLOCK_MONOTONIC, &after);
	EXPECT_ROW("the wait lasts as long as was asked for",
		   (after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec -
				   before.tv_nsec >=
			   soon.tv_nsec,
		   ==, true);

	memset(&info, 0, sizeof(info));
	MUST(kill, getpid(), MUTATE(SIGUSR1, SIGALRM));
	EXPECT(SYS(rt_sigtimedwait, &set, &info, NULL, 8), ==, SIGUSR1);
	EXPECT(info.si_signo, ==, SIGUSR1);
	EXPECT(info.si_code, ==, SI_USER);
	EXPECT(info.si_pid, ==, getpid());
	EXPECT_ROW("no handler has run", caught, ==, 0);

	siginfo_t sent = { .si_code = SI_QUEUE, .si_signo = SIGALRM };

	sent.si_value.sival_ptr = (void *)0x123456789abcdef0;
	MUST_SYS(rt_sigqueueinfo, getpid(), SIGALRM, &sent);
	memset(&info, 0, sizeof(info));
	EXPECT(SYS(rt_sigtimedwait, &set, &info, NULL, 8), ==, SIGALRM);
	EXPECT(info.si_code, ==, SI_QUEUE);
	EXPECT((uintptr_t)info.si_value.sival_ptr, ==, 0x123456789abcdef0UL);
	EXPECT_ROW("nothing is left",
		   SYS(rt_sigtimedwait, &set, &info, &(struct timespec){ 0 }, 8), ==, -EAGAIN);

	/* Another signal's handler ends the wait. The sender has it blocked, so
	 * that it comes here, and sends until the handler has run in the wait. */
	const struct timespec long_time = { 10, 0 };

	blocked = BIT_USR2;
	MUST_SYS(rt_sigprocmask, SIG_BLOCK, &blocked, 0, 8);
	MUST(thread_start, &thread, sender, NULL);
	MUST_SYS(rt_sigprocmask, SIG_UNBLOCK, &blocked, 0, 8);
	EXPECT(SYS(rt_sigtimedwait, &set, &info, &long_time, 8), ==, -EINTR);
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
