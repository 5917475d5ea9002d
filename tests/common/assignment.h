/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What a runner asks of an agent: which checks, under which backend, from which
 * directories of the machine. It travels as the first line of the stream.
 */
#ifndef ASSIGNMENT_H
#define ASSIGNMENT_H

#include "backend.h"

#include <jansson.h>

struct assignment {
	const struct backend *backend;
	char version[128]; /* of the backend */
	char machine[64];
	/* Directories in the machine. */
	char image[1200];	 /* root of the container image, read only */
	char backend_root[1200]; /* empty for natives */
	char guests[1200];	 /* of the backend's architecture: FLAVOUR/NAME */
	char scratch[512];	 /* writable; a directory a check comes below it */
	bool cgroups;		 /* limits by cgroup; else the engine is told to do without */
	double patience;	 /* time limits are multiplied by it */
	int usual_us;		 /* of yardstick.h: how fast the machine is that they assume */
	int jobs;		 /* containers at once */
	int alone;		 /* so many of the checks, the first, run one at a time */
	bool share;		 /* checks that may share a container do */
	bool rehearse;		 /* the first check runs once for nothing before */
	bool overhead;		 /* the bare engine runs the same containers, in turn */
	/* A program of the user's own and its arguments, which runs in the place of each
	 * check; NULL: the checks run. A reference of the assignment's own. */
	json_t *program;
	json_t *checks; /* names (check_name.h); a reference of the assignment's own */
	/* Seconds by the names of checks whose limit is another than their case's: in this
	 * machine, patience is in them. NULL: none. A reference of the assignment's own. */
	json_t *limits;
};

/* New reference; NULL if there is no memory. */
json_t *assignment_to_json(const struct assignment *assignment);

/* False fills `why` with what is missing; then nothing is to be freed. */
bool assignment_from_json(const json_t *json, struct assignment *assignment, char *why,
			  size_t size);

void assignment_free(struct assignment *assignment);

#endif
