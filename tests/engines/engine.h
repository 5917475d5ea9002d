/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* An engine is what starts a container: one constant of this shape each. */
#ifndef ENGINE_H
#define ENGINE_H

#include <stdbool.h>
#include <stddef.h>

struct container;

enum { ENGINE_ARGUMENTS = 96 };

struct engine {
	const char *name;
	unsigned bit; /* CRUN, PODMAN of registry.h */
	/* Prepares the container's directory and fills the command that runs it
	 * in the foreground (texts may lie in the container); argv ends with NULL. */
	void (*command)(struct container *container, const char *argv[ENGINE_ARGUMENTS]);
	/* The command that sends a signal to its init. */
	void (*signal)(struct container *container, int signal,
		       const char *argv[ENGINE_ARGUMENTS]);
};

extern const struct engine engine_crun, engine_podman;
extern const struct engine *const engines[];

const struct engine *engine_by_name(const char *name);

#endif
