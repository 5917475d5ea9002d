/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* An engine is what starts a container: one constant of this shape each. */
#ifndef ENGINE_H
#define ENGINE_H

#include "assignment.h"
#include "registry.h"

struct engine;

enum { ENGINE_ARGUMENTS = 96, ENGINE_VARIABLES = 8 };

/* What the container of a case with .gpu gets. */
#define GPU_DIRECTORY "/dev/dri"

/* A check: what names it is CASE/FLAVOUR/ENGINE (check_name.h). */
struct check {
	const struct conformance_case *test;
	enum flavour flavour;
	const struct engine *engine;
};

/* One container to be started. */
struct launch {
	const struct assignment *assignment;
	struct check check;
	char directory[256]; /* of the check: upper/, root/ (mounted) and report/ are in it */
	char id[64];	     /* unique in the machine */
	char pid_file[300];
	const char *argv[1 + CASE_ARGUMENTS + 1]; /* what runs inside, and NULL */
	const char *environment[ENGINE_VARIABLES + 1];
	unsigned uid, gid;
	char text[4][512]; /* room for the engine's command */
};

struct engine {
	const char *name;
	unsigned bit; /* CRUN, PODMAN of registry.h */
	/* Artefact with the storage that it needs, a disk of virtual machines, and
	 * where it is mounted there; NULL: none. */
	const char *disk;
	const char *disk_mount;
	/* Prepares the directory and fills the command that runs the container in the
	 * foreground (its texts may lie in the launch); argv ends with NULL. The command
	 * writes the process id of the container's init, as the machine sees it, into
	 * pid_file. False, with errno, if it can't be prepared. */
	bool (*command)(struct launch *launch, const char *argv[ENGINE_ARGUMENTS]);
	/* The exit status that the command has when it can't do its part; a container may
	 * end so as well. */
	int failure;
	/* The command that sends a signal to its init. */
	void (*signal)(struct launch *launch, int signal, const char *argv[ENGINE_ARGUMENTS]);
};

extern const struct engine engine_crun, engine_podman;
extern const struct engine *const engines[];

size_t engine_count(void);

const struct engine *engine_by_name(const char *name);

#endif
