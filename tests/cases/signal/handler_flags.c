/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A handler's flags: whether its own signal may interrupt it, and whether it
 * serves once. Crash handlers reset themselves so that the second crash ends
 * the program.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int depth;
static volatile int deepest;
static volatile int hits;

static void handler(int number)
{
	depth = depth + 1;
	if (depth > deepest)
		deepest = depth;
	if (++hits < 3)
		raise(number);
	depth = depth - 1;
}

static struct sigaction run(int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };
	struct sigaction after;

	depth = deepest = hits = 0;
	MUST(sigaction, SIGUSR1, &action, NULL);
	raise(SIGUSR1);
	MUST(sigaction, SIGUSR1, NULL, &after);
	return after;
}

static void once(int number)
{
	(void)number;
	hits = hits + 1;
}

int guest_main(void)
{
	struct sigaction after = run(0);

	EXPECT_ROW("by default it waits until the handler returns", deepest, ==, 1);
	EXPECT_ROW("but is not lost", hits, ==, 3);
	EXPECT((void *)after.sa_handler, ==, (void *)handler);

	after = run(MUTATE(SA_NODEFER, 0));
	EXPECT_ROW("SA_NODEFER lets it interrupt its own handler", deepest, ==, 3);
	EXPECT(after.sa_flags & SA_NODEFER, ==, SA_NODEFER);

	int pid = MUST(fork);

	if (pid == 0) {
		struct sigaction action = { .sa_handler = once, .sa_flags = (int)SA_RESETHAND };

		hits = 0;
		MUST(sigaction, SIGUSR2, &action, NULL);
		raise(SIGUSR2);
		MUST(sigaction, SIGUSR2, NULL, &after);
		EXPECT(hits, ==, 1);
		EXPECT((void *)after.sa_handler, ==, (void *)SIG_DFL);
		raise(SIGUSR2);
		_exit(0);
	}

	int status = guest_wait(pid);

	EXPECT_ROW("after SA_RESETHAND the second signal kills",
		   WIFSIGNALED(status) ? WTERMSIG(status) : -1, ==, SIGUSR2);
	return 0;
}

#else

CASE(handler_flags, .rule = "SIG-8", .shared = true,
     .summary = "SA_NODEFER and SA_RESETHAND do what they say");

#endif
