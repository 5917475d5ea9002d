/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What a container's first process returns is what the engine reports: every
 * script around `podman run` decides by it.
 */
#include "case.h"

#ifdef GUEST

#include <stdlib.h>

int guest_main(void)
{
	MUTATE(, return 128);
	return guest_argc > 1 ? (int)strtoul(guest_argv[1], NULL, 10) : 99;
}

#else

static void drive(struct container *c)
{
	static const struct {
		const char *argument;
		int status;
	} rows[] = { { "0", 0 }, { "255", 255 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		container_start(c, (const char *const[]){ "", rows[i].argument, NULL });

		int status = container_wait(c);

		EXPECT(c, status, ==, rows[i].status);
		if (status < 0)
			return;
	}
}

CASE(exit_status_engine, .rule = "LIFE-1",
     .summary = "the engine reports the exit status of the container's init",
     .engines = CRUN | PODMAN, .drive = drive);

#endif
