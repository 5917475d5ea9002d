/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The container's init crashes. The kernel keeps signals with their default
 * action from the first process of a namespace, but not those of a fault: the
 * engine reports 139 for a null pointer, which is what a user sees.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <unistd.h>

/* Zero, which a compiler cannot know. */
static volatile uintptr_t nowhere;

int guest_main(void)
{
	EXPECT(getpid(), ==, 1);
	if (guest_role("segv")) {
		/* What others send it by kill(2), init is spared. */
		MUTATE(, kill(getpid(), SIGSEGV); return 17);
		*(volatile int *)nowhere = 1;
	} else if (guest_role("ill")) {
#ifdef __x86_64__
		__asm__ volatile("ud2");
#else
		__asm__ volatile(".inst 0");
#endif
	}
	return 17;
}

#else

#include <signal.h>

static void drive(struct container *c)
{
	static const struct {
		const char *argument;
		int status;
	} rows[] = { { "none", 17 }, { "segv", 128 + SIGSEGV }, { "ill", 128 + SIGILL } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		container_start(c, (const char *const[]){ "", rows[i].argument, NULL });

		int status = container_wait(c);

		EXPECT(c, status, ==, rows[i].status);
		if (status < 0)
			return;
	}
}

CASE(crash_init, .rule = "LIFE-2",
     .summary = "a fault of the container's init ends it, and the engine reports 128 + n",
     .issues = { "https://github.com/docker/for-mac/issues/5123" }, .seconds = 4,
     .drive = drive);

#endif
