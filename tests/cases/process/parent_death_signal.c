/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Orphans: who asked for it is signalled when the parent ends, a subreaper or
 * the container's init inherits them and learns their status.
 */
#include "case.h"

#ifdef GUEST

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Forks twice and lets the process between end; the grandchild's id. */
static int orphan(void (*run)(int))
{
	int ends[2];
	int ready[2];
	int grandchild = 0;

	MUST(pipe, ends);
	MUST(pipe, ready);

	int pid = MUST(fork);

	if (pid == 0) {
		char byte;
		int below = MUST(fork);

		if (below == 0) {
			close(ends[0]);
			close(ends[1]);
			close(ready[0]);
			run(ready[1]);
			_exit(99);
		}
		MUST(read, ready[0], &byte, 1);
		MUST(write, ends[1], &below, sizeof(below));
		_exit(0);
	}
	MUST(read, ends[0], &grandchild, sizeof(grandchild));
	EXPECT_ROW("the process between ends well", guest_wait(pid), ==, 0);
	for (int i = 0; i < 2; i++) {
		close(ends[i]);
		close(ready[i]);
	}
	return grandchild;
}

static void ask_for_signal(int ready)
{
	int number = 0;

	EXPECT(prctl(PR_SET_PDEATHSIG, SIGUSR1), ==, 0);
	EXPECT(prctl(PR_GET_PDEATHSIG, &number), ==, 0);
	EXPECT(number, ==, SIGUSR1);
	MUTATE(, prctl(PR_SET_PDEATHSIG, SIGUSR2));
	MUST(write, ready, "x", 1);
	for (;;)
		poll(NULL, 0, -1);
}

static void outlive(int ready)
{
	int parent = getppid();

	MUST(write, ready, "x", 1);
	while (getppid() == parent)
		SYS(sched_yield);
	_exit(44);
}

int guest_main(void)
{
	int reaper = 0;

	/* As pid 1 it would inherit them anyway; by hand it need not be. */
	EXPECT(prctl(PR_SET_CHILD_SUBREAPER, 1), ==, 0);
	EXPECT(prctl(PR_GET_CHILD_SUBREAPER, &reaper), ==, 0);
	EXPECT(reaper, ==, 1);

	int status = guest_wait(orphan(ask_for_signal));

	EXPECT_ROW("an orphan is signalled", WIFSIGNALED(status) ? WTERMSIG(status) : -1, ==,
		   SIGUSR1);
	status = guest_wait(orphan(outlive));
	EXPECT_ROW("the status of an orphan that lived on",
		   WIFEXITED(status) ? WEXITSTATUS(status) : -1, ==, 44);
	EXPECT_ERROR(prctl(PR_SET_PDEATHSIG, 65), EINVAL);
	return 0;
}

#else

CASE(parent_death_signal, .rule = "PROC-7",
     .summary = "an orphan is signalled if it asked for it, and init learns its status",
     .seconds = 10, .shared = true);

#endif
