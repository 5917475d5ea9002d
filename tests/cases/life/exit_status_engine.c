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

/* 0 is what every other case ends with. */
static void drive(struct container *c)
{
	container_start(c, (const char *const[]){ "", "255", NULL });
	EXPECT(c, container_wait(c), ==, 255);
}

CASE(exit_status_engine, .rule = "LIFE-1",
     .summary = "the engine reports the exit status of the container's init",
     .engines = CRUN | PODMAN, .drive = drive);

#endif
