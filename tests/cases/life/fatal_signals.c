/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A signal whose default is to kill shows in the wait status under its own
 * number: "exit code 139", 134, 137 are what users search for.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
	const char *name;
	int number;
} fatal[] = {
	{ "SIGHUP", SIGHUP },	    { "SIGINT", SIGINT },   { "SIGQUIT", SIGQUIT },
	{ "SIGILL", SIGILL },	    { "SIGTRAP", SIGTRAP }, { "SIGABRT", SIGABRT },
	{ "SIGBUS", SIGBUS },	    { "SIGFPE", SIGFPE },   { "SIGKILL", SIGKILL },
	{ "SIGUSR1", SIGUSR1 },	    { "SIGSEGV", SIGSEGV }, { "SIGUSR2", SIGUSR2 },
	{ "SIGPIPE", SIGPIPE },	    { "SIGALRM", SIGALRM }, { "SIGTERM", SIGTERM },
	{ "SIGSTKFLT", SIGSTKFLT }, { "SIGXCPU", SIGXCPU }, { "SIGXFSZ", SIGXFSZ },
	{ "SIGVTALRM", SIGVTALRM }, { "SIGPROF", SIGPROF }, { "SIGIO", SIGIO },
	{ "SIGPWR", SIGPWR },	    { "SIGSYS", SIGSYS },
};

static const int harmless[] = { SIGCHLD, SIGCONT, SIGURG, SIGWINCH };

static int status_of(int number)
{
	pid_t pid = MUST(fork);

	if (pid == 0) {
		MUTATE(, kill(getpid(), SIGABRT));
		kill(getpid(), number);
		_exit(17);
	}
	return guest_wait(pid);
}

int guest_main(void)
{
	for (size_t i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++) {
		int status = status_of(fatal[i].number);

		/* Not the whole status: whether a core was dumped is the
		 * machine's affair. */
		if (EXPECT_ROW(fatal[i].name, WIFSIGNALED(status), !=, 0))
			EXPECT_ROW(fatal[i].name, WTERMSIG(status), ==, fatal[i].number);
	}
	/* Control: those whose default is to do nothing. */
	for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
		EXPECT(status_of(harmless[i]), ==, 17 << 8);
	return 0;
}

#else

CASE(fatal_signals, .rule = "LIFE-2",
     .summary = "a child killed by a signal has that signal's number in its wait status",
     .issues = { "https://github.com/docker/for-mac/issues/5123" }, .shared = true);

#endif
