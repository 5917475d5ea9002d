/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The usual entry point is a shell: 128 + n of what it ran is the status that
 * the engine hands on. */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

int guest_main(void)
{
	if (guest_argc > 1)
		kill(getpid(), MUTATE((int)strtoul(guest_argv[1], NULL, 10), SIGABRT));
	return 17;
}

#else

#include <signal.h>
#include <stdio.h>

static void drive(struct container *c)
{
	static const int numbers[] = { SIGSEGV, SIGTERM };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		char command[128];

		snprintf(command, sizeof(command), "%s %d; exit $?", container_guest(c),
			 numbers[i]);
		container_start(c, (const char *const[]){ "/bin/sh", "-c", command, NULL });

		int status = container_wait(c);

		EXPECT(c, status, ==, 128 + numbers[i]);
		if (status < 0)
			return;
	}
}

CASE(signal_status_shell, .rule = "LIFE-2",
     .summary = "a shell that is init reports 128 + n of its child through the engine",
     .issues = { "https://github.com/docker/for-mac/issues/5123" }, .drive = drive);

#endif
