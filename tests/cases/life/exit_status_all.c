/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Each of the 256 exit statuses reaches a parent that waits; build tools and
 * test runners tell failures apart by them. */
#include "case.h"

#ifdef GUEST

#include <sys/wait.h>
#include <unistd.h>

int guest_main(void)
{
	for (int i = 0; i < 256; i++) {
		pid_t pid = MUST(fork);

		if (pid == 0)
			_exit(MUTATE(i, i & 0x7f));
		if (!EXPECT(guest_wait(pid), ==, i << 8))
			break;
	}

	/* Only the low eight bits count. */
	pid_t pid = MUST(fork);

	if (pid == 0)
		_exit(0x12345);
	EXPECT(guest_wait(pid), ==, 0x45 << 8);
	return 0;
}

#else

CASE(exit_status_all, .rule = "LIFE-1",
     .summary = "wait4(2) tells each of the 256 exit statuses of a forked child",
     .shared = true);

#endif
