/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * nohup, shells and service managers hand masks and ignored signals to the
 * programs that they start; handlers cannot go along.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int hits;

static void handler(int number)
{
	(void)number;
	hits = hits + 1;
}

static void *disposition(int number)
{
	struct sigaction action;

	MUST(sigaction, number, NULL, &action);
	return (void *)action.sa_handler;
}

static int in(int (*get)(sigset_t *), int number)
{
	sigset_t set;

	get(&set);
	return sigismember(&set, number);
}

static int get_blocked(sigset_t *set)
{
	return sigprocmask(SIG_BLOCK, NULL, set);
}

static int executed(void)
{
	EXPECT_ROW("execve: a blocked signal stays blocked", in(get_blocked, SIGUSR1), ==, 1);
	EXPECT_ROW("execve: no other is", in(get_blocked, SIGUSR2), ==, 0);
	EXPECT_ROW("execve: a pending signal stays pending", in(sigpending, SIGUSR1), ==, 1);
	EXPECT_ROW("execve: an ignored signal stays ignored", disposition(SIGUSR2), ==,
		   (void *)SIG_IGN);
	EXPECT_ROW("execve: a handled signal is default again", disposition(SIGHUP), ==,
		   (void *)SIG_DFL);
	EXPECT_ROW("execve: a default signal is default", disposition(SIGTERM), ==,
		   (void *)SIG_DFL);
	/* What is ignored must not kill. */
	raise(SIGUSR2);
	return 5;
}

int guest_main(void)
{
	struct sigaction action = { .sa_handler = handler };
	sigset_t set;

	if (guest_role("executed"))
		return executed();

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	MUST(sigprocmask, SIG_BLOCK, &set, NULL);
	MUST(sigaction, SIGHUP, &action, NULL);
	action.sa_handler = SIG_IGN;
	MUST(sigaction, SIGUSR2, &action, NULL);
	kill(getpid(), SIGUSR1);
	EXPECT(in(sigpending, SIGUSR1), ==, 1);

	int pid = MUST(fork);

	if (pid == 0) {
		char *argv[] = { GUEST_SELF, "executed", NULL };

		EXPECT_ROW("fork: what is pending stays with the parent",
			   in(sigpending, SIGUSR1), ==, 0);
		EXPECT_ROW("fork: a blocked signal stays blocked", in(get_blocked, SIGUSR1), ==,
			   1);
		raise(SIGHUP);
		EXPECT_ROW("fork: a handler stays", hits, ==, 1);
		kill(getpid(), SIGUSR1);
		MUTATE(, signal(SIGUSR2, SIG_DFL));
		execve(GUEST_SELF, argv, guest_envp);
		_exit(126);
	}

	int status = guest_wait(pid);

	EXPECT(WIFEXITED(status) ? WEXITSTATUS(status) : -1, ==, 5);
	EXPECT(in(sigpending, SIGUSR1), ==, 1);
	return 0;
}

#else

CASE(signals_over_exec, .rule = "SIG-11",
     .summary = "masks and ignored signals pass fork and execve, handlers only fork",
     .shared = true);

#endif
