/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The processes that run checks, one a container, and the containers' directories
 * in the scratch.
 */
#ifndef WORKERS_H
#define WORKERS_H

#include "share.h"
#include "upstream.h"

enum { JOBS_MOST = 64 };

struct worker {
	pid_t pid;
	int pipe; /* its records come from there */
	struct batch batch;
	size_t told; /* of them */
	char directory[300];
};

struct workers {
	const struct assignment *assignment;
	const struct upstream *up;
	int count; /* directories that there have been */
	struct worker list[JOBS_MOST];
	size_t busy; /* of them, the first */
};

void workers_start(struct workers *workers, const struct batch *batch);

/* The next record of a worker whose pipe has something to say. False: it has died;
 * the record says so, and the rest of its batch has not run. When it has no more to say,
 * the last worker takes its place. */
bool workers_collect(struct workers *workers, size_t i, struct record *record);

/* Directory of the container of this number; and removes one with all that is in it. */
void workers_directory(const struct workers *workers, int number, char *path, size_t size);
void workers_remove(const char *directory);

/* The assignment's containers, laid out beforehand, by the bare engine (container_bare),
 * as many at once: how many milliseconds they took. */
long long workers_run_bare(struct workers *workers);

#endif
