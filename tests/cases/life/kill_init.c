/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* `podman kill`: SIGKILL ends the container at once, whatever it does. */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <unistd.h>

int guest_main(void)
{
	sigset_t all;
	char byte;

	sigfillset(&all);
	MUST(sigprocmask, SIG_BLOCK, &all, NULL);
	MUTATE(, return 17);
	guest_print("ready\n");
	EXPECT(read(0, &byte, 1), ==, 1);
	return 17;
}

#else

#include <signal.h>

static void drive(struct container *c)
{
	container_start(c, NULL);
	if (container_await(c, "ready\n"))
		container_signal(c, SIGKILL);
	EXPECT(c, container_wait(c), ==, 128 + SIGKILL);
}

CASE(kill_init, .rule = "LIFE-5", .args = { "wait" }, /* killed: it reaches no end */
     .summary = "SIGKILL sent by the engine ends the container with 137",
     .engines = CRUN | PODMAN, .drive = drive);

#endif
