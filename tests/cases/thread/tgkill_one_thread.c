/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Garbage collectors and profilers stop or sample one thread by a signal to
 * it; a signal to the process goes to a thread that does not block it.
 */
#include "case.h"

#ifdef GUEST

#include <linux/futex.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 3 };

static int arrived;
static int leave;
static int hits;
static int hit_tid;
static int hit_code;
static int hit_pid;
static int tids[THREADS];

static void handler(int number, siginfo_t *info, void *context)
{
	(void)number;
	(void)context;
	hit_tid = gettid();
	hit_code = info->si_code;
	hit_pid = info->si_pid;
	__atomic_add_fetch(&hits, 1, __ATOMIC_SEQ_CST);
	SYS(futex, &hits, FUTEX_WAKE, 1);
}

static int stay(void *argument)
{
	int number = (int)(intptr_t)argument;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	MUST(sigprocmask, number == 2 ? SIG_UNBLOCK : SIG_BLOCK, &set, NULL);
	tids[number] = gettid();
	__atomic_add_fetch(&arrived, 1, __ATOMIC_SEQ_CST);
	SYS(futex, &arrived, FUTEX_WAKE, 1);
	while (!__atomic_load_n(&leave, __ATOMIC_SEQ_CST))
		SYS(futex, &leave, FUTEX_WAIT, 0, NULL);
	return 0;
}

static bool wait_until(int *word, int wanted)
{
	const struct timespec limit = { 12, 0 };
	int n;

	while ((n = __atomic_load_n(word, __ATOMIC_SEQ_CST)) < wanted)
		if (syscall(SYS_futex, word, (long)FUTEX_WAIT, (long)n, &limit) < 0 &&
		    errno == ETIMEDOUT)
			return false;
	return true;
}

static long direct(int pid, int tid, int number)
{
	return MUTATE(syscall(SYS_tgkill, (long)pid, (long)tid, (long)number),
		      tid > 0 ? kill(pid, number) : -1);
}

int guest_main(void)
{
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };
	struct guest_thread threads[THREADS];
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	MUST(sigprocmask, SIG_BLOCK, &set, NULL);
	MUST(sigaction, SIGUSR1, &action, NULL);
	MUST(sigaction, SIGUSR2, &action, NULL);
	for (int i = 0; i < THREADS; i++)
		MUST(thread_start, &threads[i], stay, (void *)(intptr_t)i);
	if (!EXPECT_ROW("all threads arrive", wait_until(&arrived, THREADS), ==, true))
		return 1;

	for (int i = 0; i < THREADS; i++) {
		EXPECT(direct(getpid(), tids[i], SIGUSR1), ==, 0);
		if (!EXPECT_ROW("a thread's handler runs", wait_until(&hits, i + 1), ==, true))
			return 1;
		EXPECT(hit_tid, ==, tids[i]);
		EXPECT(hit_code, ==, SI_TKILL);
		EXPECT(hit_pid, ==, getpid());
	}
	EXPECT(direct(getpid(), gettid(), SIGUSR1), ==, 0);
	EXPECT(hit_tid, ==, gettid());

	/* Only the last thread does not block it. */
	EXPECT(kill(getpid(), SIGUSR2), ==, 0);
	if (!EXPECT_ROW("the handler of a signal to the process runs",
			wait_until(&hits, THREADS + 2), ==, true))
		return 1;
	EXPECT(hit_tid, ==, tids[2]);
	EXPECT(hit_code, ==, SI_USER);

	EXPECT(direct(getpid(), tids[0], 0), ==, 0);
	/* Controls: the group must be the thread's, and the number a signal's. */
	EXPECT_ERROR(direct(tids[0], tids[1], SIGUSR1), ESRCH);
	EXPECT_ERROR(direct(getpid(), tids[0], 65), EINVAL);
	EXPECT(hits, ==, THREADS + 2);

	__atomic_store_n(&leave, 1, __ATOMIC_SEQ_CST);
	SYS(futex, &leave, FUTEX_WAKE, THREADS);
	for (int i = 0; i < THREADS; i++)
		thread_join(&threads[i]);
	return 0;
}

#else

CASE(tgkill_one_thread, .rule = "THREAD-6",
     .summary = "a directed signal runs its handler in just that thread");

#endif
