/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Differs from run to run. */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	EXPECT(guest_argc, ==, 1);
	return 0;
}

#else

#include "container.h"

#include <string.h>

static void drive(struct container *c)
{
	container_start(c, NULL);
	container_wait(c);
	/* The number of the check in its session. */
	EXPECT(c, (c->launch.directory[strlen(c->launch.directory) - 1] - 48) & 1, ==, 1);
}

CASE(self_flips, .rule = "SELF-1", .summary = "differs from run to run", .drive = drive);

#endif
