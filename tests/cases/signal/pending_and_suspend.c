/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Event loops and shells block signals, look at what is pending, and open the
 * mask for exactly one wait.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t hits;
static sigset_t inside;

static void handler(int number)
{
	(void)number;
	hits = hits + 1;
	MUST(sigprocmask, SIG_BLOCK, NULL, &inside);
}

static int sigpending_has(int number)
{
	sigset_t set;

	MUST(sigpending, &set);
	MUTATE(, sigemptyset(&set));
	return sigismember(&set, number);
}

int guest_main(void)
{
	struct sigaction action = { .sa_handler = handler };
	const struct timespec no_time = { 0, 0 };
	siginfo_t info;
	sigset_t blocked;
	sigset_t open;
	sigset_t now;

	sigemptyset(&open);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR1);
	sigaddset(&blocked, SIGUSR2);
	sigaddset(&action.sa_mask, SIGHUP);
	MUST(sigaction, SIGUSR1, &action, NULL);
	MUST(sigprocmask, SIG_SETMASK, &blocked, NULL);

	EXPECT(sigpending_has(SIGUSR1), ==, 0);
	for (int i = 0; i < 5; i++)
		kill(getpid(), SIGUSR1);
	EXPECT(hits, ==, 0);
	EXPECT(sigpending_has(SIGUSR1), ==, 1);
	EXPECT(sigpending_has(SIGUSR2), ==, 0);

	EXPECT_ERROR(sigsuspend(&open), EINTR);
	EXPECT_ROW("five of a standard signal are delivered as one", hits, ==, 1);
	EXPECT(sigpending_has(SIGUSR1), ==, 0);
	EXPECT_ROW("its own signal is blocked in the handler", sigismember(&inside, SIGUSR1),
		   ==, 1);
	EXPECT_ROW("sa_mask is blocked in the handler", sigismember(&inside, SIGHUP), ==, 1);
	EXPECT_ROW("nothing else is", sigismember(&inside, SIGUSR2), ==, 0);
	MUST(sigprocmask, SIG_BLOCK, NULL, &now);
	EXPECT_ROW("sigsuspend puts the mask back", sigismember(&now, SIGUSR1), ==, 1);
	EXPECT_ROW("the handler's mask is gone", sigismember(&now, SIGHUP), ==, 0);

	EXPECT_ERROR(sigtimedwait(&blocked, &info, &no_time), EAGAIN);
	kill(getpid(), SIGUSR2);
	EXPECT(sigtimedwait(&blocked, &info, NULL), ==, SIGUSR2);
	EXPECT(info.si_code, ==, SI_USER);
	EXPECT(info.si_pid, ==, getpid());
	EXPECT(info.si_uid, ==, getuid());

	/* What no mask can hold back. */
	sigfillset(&now);
	MUST(sigprocmask, SIG_SETMASK, &now, NULL);
	MUST(sigprocmask, SIG_BLOCK, NULL, &now);
	EXPECT(sigismember(&now, SIGKILL) || sigismember(&now, SIGSTOP), ==, 0);
	EXPECT(sigismember(&now, SIGSEGV), ==, 1);
	EXPECT_ERROR(sigaction(SIGKILL, &action, NULL), EINVAL);
	return 0;
}

#else

CASE(pending_and_suspend, .rule = "SIG-6", .shared = true,
     .summary = "blocked signals wait, are seen as pending and come when the mask opens",
     .seconds = 10);

#endif
