/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Real-time signals kill too, all of them: those that a translator keeps for
 * itself are lost to the program. */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* 32 and 33 are the libc's own. */
enum { FIRST = 34, LAST = 64 };

int guest_main(void)
{
	for (int number = FIRST; number <= LAST; number++) {
		char name[32];
		pid_t pid = MUST(fork);

		if (pid == 0) {
			SYS(kill, getpid(), MUTATE(number, 0));
			_exit(17);
		}

		int status = guest_wait(pid);

		guest_format(name, sizeof(name), "signal %d", number);
		if (EXPECT_ROW(name, WIFSIGNALED(status), !=, 0))
			EXPECT_ROW(name, WTERMSIG(status), ==, number);
	}
	return 0;
}

#else

CASE(fatal_signals_realtime, .rule = "LIFE-2",
     .summary = "a child killed by any of the real-time signals has its number in the status",
     .shared = true);

#endif
