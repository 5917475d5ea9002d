/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Language runtimes call execve(2) on whichever thread runs the code: the new
 * program has the process id, and the other threads are gone.
 */
#include "case.h"

#ifdef GUEST

#include <dirent.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int never;

static int replace(void *argument)
{
	char *argv[] = { GUEST_SELF, "after", argument, NULL };

	MUTATE(, SYS(exit_group, guest_run(GUEST_SELF, "after", argument) >> 8));
	execve(GUEST_SELF, argv, guest_envp);
	SYS(exit_group, 126);
	return 0;
}

static int idle(void *argument)
{
	(void)argument;
	for (;;)
		SYS(futex, &never, FUTEX_WAIT, 0, NULL);
	return 0;
}

int guest_main(void)
{
	if (guest_role("after")) {
		EXPECT(getpid(), ==, (pid_t)strtoul(guest_argv[2], NULL, 10));
		EXPECT(gettid(), ==, getpid());
		return 6;
	}

	int pid = MUST(fork);

	if (pid == 0) {
		static struct guest_thread threads[2];
		static char own[24];

		guest_format(own, sizeof(own), "%d", getpid());
		MUST(thread_start, &threads[0], idle, NULL);
		MUST(thread_start, &threads[1], replace, own);
		idle(NULL);
	}

	int status = guest_wait(pid);

	EXPECT_ROW("the new program's exit status",
		   WIFEXITED(status) ? WEXITSTATUS(status) : -1, ==, 6);
	return 0;
}

#else

CASE(execve_from_thread, .rule = "THREAD-7",
     .summary = "execve(2) by a second thread replaces the process under its own id",
     .seconds = 10, .shared = true);

#endif
