/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Job control: shells put each pipeline into a process group, signal it as a
 * whole, and daemons leave it by a session of their own.
 */
#include "case.h"

#ifdef GUEST

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static int start(int group)
{
	int pid = MUST(fork);

	if (pid == 0) {
		setpgid(0, group);
		for (;;)
			poll(NULL, 0, -1);
	}
	/* Both do it, as neither knows who comes first. */
	EXPECT_ROW("setpgid by the parent", setpgid(pid, group), ==, 0);
	return pid;
}

int guest_main(void)
{
	int status = 0;
	int first = start(0);
	int second = start(MUTATE(first, 0));
	int other = start(0);

	EXPECT(getpgid(first), ==, first);
	EXPECT(getpgid(second), ==, first);
	EXPECT(getpgid(other), ==, other);
	EXPECT(getsid(first), ==, getsid(0));
	EXPECT_ERROR(waitpid(-second, &status, WNOHANG), ECHILD);

	EXPECT(kill(-first, SIGUSR1), ==, 0);
	for (int i = 0; i < 2; i++) {
		EXPECT_ROW("a member of the group ends", waitpid(-first, &status, 0) > 0, ==,
			   true);
		EXPECT_ROW("by the group's signal", WIFSIGNALED(status) ? WTERMSIG(status) : -1,
			   ==, SIGUSR1);
	}
	EXPECT_ERROR(kill(-first, 0), ESRCH);
	EXPECT_ROW("the other one lives", waitpid(other, &status, WNOHANG), ==, 0);
	MUST(kill, other, SIGKILL);
	guest_wait(other);

	int pid = MUST(fork);

	if (pid == 0) {
		EXPECT(setsid(), ==, getpid());
		EXPECT(getsid(0), ==, getpid());
		EXPECT(getpgid(0), ==, getpid());
		EXPECT_ERROR(setsid(), EPERM);
		EXPECT_ERROR(setpgid(0, 0), EPERM);
		_exit(0);
	}
	EXPECT_ROW("the new session's leader", guest_wait(pid), ==, 0);
	EXPECT_ERROR(setpgid(0, 99999), EPERM);
	EXPECT_ERROR(getpgid(99999), ESRCH);
	return 0;
}

#else

CASE(process_groups, .rule = "PROC-6",
     .summary = "process groups are signalled and waited for as a whole", .seconds = 10,
     .shared = true);

#endif
