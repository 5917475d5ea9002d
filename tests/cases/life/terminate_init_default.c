/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The other side of terminate_init: without a handler SIGTERM does not reach
 * the init of a pid namespace, so `podman stop` waits ten seconds. A
 * translator that installs a handler of its own must keep that.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <unistd.h>

int guest_main(void)
{
	char byte = 0;

	MUTATE(, struct sigaction own = { .sa_handler = _exit };
	       MUST(sigaction, SIGTERM, &own, NULL));
	EXPECT(getpid(), ==, 1);
	guest_print("ready\n");
	EXPECT(read(0, &byte, 1), ==, 1);
	EXPECT(byte, ==, 'x');
	return 9;
}

#else

#include <signal.h>

static void drive(struct container *c)
{
	container_start(c, NULL);
	if (container_await(c, "ready\n")) {
		/* Sent before the byte: by the time the guest has that, the
		 * signal has done what it does. */
		container_signal(c, SIGTERM);
		container_feed(c, "x", 1);
	}
	EXPECT(c, container_wait(c), ==, 9);
}

CASE(terminate_init_default, .rule = "LIFE-4",
     .summary = "SIGTERM without a handler leaves the container's init alone", .drive = drive);

#endif
