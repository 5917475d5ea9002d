/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Processes by their place below a run: from /proc. */
#ifndef PROC_H
#define PROC_H

#include <stddef.h>
#include <sys/types.h>

/* Which of a run's processes, as seen from outside. */
enum role {
	ROLE_MACHINE,	/* the runner's child: qemu-system, or what waits for the agent */
	ROLE_AGENT,	/* of this Linux as a machine: the first process of its namespace */
	ROLE_WORKER,	/* the agent's child: it has a check, or keeps the yardstick */
	ROLE_ENGINE,	/* crun */
	ROLE_CONTAINER, /* the first process of a container, and those of the engine's stages */
};

/* One of them at random (a number from outside chooses), or 0: there is none now. */
pid_t proc_find(pid_t runner, enum role role, unsigned long chance);

/* Waits until this process has no child but those of `most` milliseconds; how many are
 * left, which are then killed. `names` says which. */
size_t proc_end_left(int most_ms, char *names, size_t size);

#endif
