/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * SIGTERM reaches a handler of the container's init, which `docker stop` and
 * `podman stop` build on. Without a handler the kernel keeps it from init.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t got;

static void handler(int number)
{
	got = MUTATE(number, -number);
}

int guest_main(void)
{
	struct sigaction action = { .sa_handler = handler };
	sigset_t blocked;
	sigset_t open;

	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigemptyset(&open);
	MUST(sigprocmask, SIG_BLOCK, &blocked, NULL);
	MUST(sigaction, SIGTERM, &action, NULL);
	EXPECT(getpid(), ==, 1);
	guest_print("ready\n");
	sigsuspend(&open);
	EXPECT(got, ==, SIGTERM);
	return 7;
}

#else

#include <signal.h>

static void drive(struct container *c)
{
	container_start(c, NULL);
	if (container_await(c, "ready\n"))
		container_signal(c, SIGTERM);
	EXPECT(c, container_wait(c), ==, 7);
}

CASE(terminate_init, .rule = "LIFE-4",
     .summary = "SIGTERM sent by the engine runs the handler of the container's init",
     .engines = CRUN | PODMAN, .drive = drive);

#endif
