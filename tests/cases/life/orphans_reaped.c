/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Children of a process that is gone belong to the container's init, which
 * must be able to collect them; a supervisor such as tini lives on that. */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ORPHANS = 8 };

static void orphan(int go, int status)
{
	char byte;

	if (read(go, &byte, 1) != 1)
		_exit(100);
	_exit(getppid() == 1 ? status : 101);
}

int guest_main(void)
{
	int go[2];
	unsigned seen = 0;
	int status;

	EXPECT(getpid(), ==, 1);
	MUST(pipe2, go, O_CLOEXEC);

	pid_t parent = MUST(fork);

	if (parent == 0) {
		for (int i = 0; i < ORPHANS; i++)
			if (fork() == 0)
				orphan(go[0], i);
		_exit(50);
	}
	EXPECT(guest_wait(parent), ==, 50 << 8);
	/* None to collect. */
	MUTATE(, struct sigaction ignore = { .sa_handler = SIG_IGN };
	       MUST(sigaction, SIGCHLD, &ignore, NULL));
	/* Their parent is gone for good: let them look, and end. */
	MUST(write, go[1], "12345678", ORPHANS);
	for (int i = 0; i < ORPHANS; i++) {
		if (!EXPECT(waitpid(-1, &status, 0), >, 1))
			return 0;
		if (EXPECT(WIFEXITED(status), !=, 0) && EXPECT(WEXITSTATUS(status), <, ORPHANS))
			seen |= 1U << WEXITSTATUS(status);
	}
	EXPECT(seen, ==, (1U << ORPHANS) - 1);
	/* Nobody else's child is left. */
	EXPECT(SYS(wait4, -1, &status, WNOHANG, NULL), ==, -ECHILD);
	return 0;
}

#else

CASE(orphans_reaped, .rule = "LIFE-6",
     .summary = "orphans become children of the container's init, which collects them");

#endif
