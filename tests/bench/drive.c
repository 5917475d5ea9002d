/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The host half of every kernel and program: has the meter run them in a
 * container, and puts what it counted into the record's notes, as
 * "cold0=STATUS,USER,KERNEL,NS,HASH,BLOCKS; ...". HASH is of standard output,
 * BLOCKS of 512 bytes came from a disk.
 */
#include "bench.h"

#include "container.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PREPARED = BENCH_RUNS };

struct text {
	char text[16384];
	size_t size;
};

static void add_command(struct text *plan, const char *verb, int number,
			const char *const *argv)
{
	char line[1024];
	int n = snprintf(line, sizeof(line), "%s\t%d", verb, number);

	for (; *argv && n < (int)sizeof(line); argv++)
		n += snprintf(line + n, sizeof(line) - (size_t)n, "\t%s", *argv);
	plan->size += (size_t)snprintf(plan->text + plan->size, sizeof(plan->text) - plan->size,
				       "%s\n", line);
}

/* FNV-1a: whether two outputs differ is all that is asked. */
static uint64_t hash_of(const char *path)
{
	uint64_t hash = 0xcbf29ce484222325;
	FILE *file = fopen(path, "re");
	int byte;

	while (file && (byte = getc(file)) != EOF)
		hash = (hash ^ (uint64_t)byte) * 0x100000001b3;
	if (file)
		fclose(file);
	return hash;
}

/* Means, if a run was counted several times. */
struct counted {
	int times, status;
	double user, kernel, ns;
	long blocks;
};

static void take_counts(struct container *c, const char *cache)
{
	struct counted runs[BENCH_RUNS] = { { 0 } };
	char *notes = c->record->notes;
	char path[400];
	char line[256];

	snprintf(path, sizeof(path), "%s/report/counts", c->launch.directory);
	FILE *counts = fopen(path, "re");

	while (counts && fgets(line, sizeof(line), counts)) {
		double user, kernel, ns;
		int number, status;
		long blocks;

		if (sscanf(line, "%d %d %lf %lf %lf %ld", &number, &status, &user, &kernel, &ns,
			   &blocks) != 6 ||
		    number < 0 || number >= BENCH_RUNS)
			continue;
		struct counted *r = &runs[number];

		r->times++;
		r->status = status ? status : r->status;
		r->user += user;
		r->kernel += kernel;
		r->ns += ns;
		r->blocks += blocks;
	}
	if (counts)
		fclose(counts);
	for (int i = 0; i < BENCH_RUNS; i++) {
		const struct counted *r = &runs[i];
		size_t used = strlen(notes);

		if (!r->times)
			continue;
		snprintf(path, sizeof(path), "%s/report/output-%d", c->launch.directory, i);
		snprintf(notes + used, sizeof(c->record->notes) - used,
			 "%s%s%d=%d,%.0f,%.0f,%.0f,%016" PRIx64 ",%ld", used ? "; " : "", cache,
			 i, r->status, r->user / r->times, r->kernel / r->times,
			 r->ns / r->times, hash_of(path), r->blocks);
	}
}

/* Runs a container with the meter, and these lines as its plan. */
static bool run_meter(struct container *c, const char *text)
{
	static const char *const meter[] = { "/case/meter", "/report/plan", "/report/counts",
					     "/report", NULL };
	char path[400];

	snprintf(path, sizeof(path), "%s/report/plan", c->launch.directory);
	FILE *plan = fopen(path, "we");

	if (!plan || fputs(text, plan) < 0 || fclose(plan))
		container_broken(c, "cannot write %s: %s", path, strerror(errno));
	container_start(c, meter);
	return container_wait(c) == 0;
}

static bool is_filled(const struct container *c)
{
	char path[400];
	struct dirent **list;

	snprintf(path, sizeof(path), "%s/upper%s", c->launch.directory,
		 c->launch.assignment->backend->cache_directory);
	int count = scandir(path, &list, NULL, NULL);

	for (int i = 0; i < count; i++)
		free(list[i]);
	if (count >= 0)
		free(list);
	return count > 2;
}

static void add_runs(struct text *plan, const struct backend *backend, bool cold,
		     const char *const *const *runs)
{
	const char *const cache[] = { backend->cache_directory, NULL };

	for (int i = 0; i < BENCH_RUNS; i++) {
		if (!runs[i])
			continue;
		/* What one run leaves there would warm the next. */
		if (cold && cache[0])
			add_command(plan, "empty", PREPARED, cache);
		add_command(plan, backend->interpreter ? "count" : "repeat", i, runs[i]);
	}
}

static bool run_once(struct container *c, const char *const *argv)
{
	struct text plan = { .text = "" };

	add_command(&plan, "prepare", PREPARED, argv);
	return run_meter(c, plan.text);
}

static void set_environment(struct container *c, const char *const *list)
{
	for (; list && *list; list++)
		container_set_environment(c, *list);
}

static bool keeps_translations(const struct assignment *assignment)
{
	const struct backend *backend = assignment->backend;

	return backend->cache_environment &&
	       (!backend->cache_since ||
		strverscmp(assignment->version, backend->cache_since) >= 0);
}

static void measure(struct container *c, const char *const *prepare,
		    const char *const *const *runs)
{
	const struct backend *backend = c->launch.assignment->backend;
	struct text cold = { .text = "" };
	struct text warm = { .text = "" };

	set_environment(c,
			(const char *const[]){ "PYTHONHASHSEED=0", "PERL_HASH_SEED=0", NULL });
	set_environment(c, backend->counted_environment);

	if (prepare[0]) {
		add_command(&cold, "prepare", PREPARED, prepare);
		warm = cold;
	}
	add_runs(&cold, backend, true, runs);
	if (!run_meter(c, cold.text))
		return;
	take_counts(c, "cold");
	if (!keeps_translations(c->launch.assignment))
		return;
	set_environment(c, backend->cache_environment);
	add_runs(&warm, backend, false, runs);
	/* A program that fails leaves nothing there, nor does xz: nothing is warm. */
	if (run_once(c, runs[RUN_STARTUP]) && is_filled(c) && run_once(c, runs[RUN_WHOLE]) &&
	    run_meter(c, warm.text))
		take_counts(c, "warm");
}

void kernel_drive(struct container *c)
{
	const struct kernel *kernel = c->launch.check.test->data;
	char few[32];
	char many[32];
	static const char *const nothing[] = { NULL };
	const char *const few_run[] = { c->guest_path, few, NULL };
	const char *const many_run[] = { c->guest_path, many, NULL };

	snprintf(few, sizeof(few), "%lu", kernel->few);
	snprintf(many, sizeof(many), "%lu", kernel->many);
	measure(c, nothing, (const char *const *const[]){ few_run, few_run, many_run });
}

void program_drive(struct container *c)
{
	const struct program *program = c->launch.check.test->data;

	/* A start takes long, and is the same again unless it had to start a server. */
	measure(c, program->prepare,
		(const char *const *const[]){
			program->startup,
			c->launch.assignment->backend->server ? program->startup : NULL,
			program->work });
}

bool is_kernel(const struct conformance_case *test)
{
	return test->drive == kernel_drive;
}

enum bench_kind bench_kind(const struct conformance_case *test)
{
	if (is_kernel(test))
		return BENCH_KERNEL;
	return ((const struct program *)test->data)->native ? BENCH_NATIVE : BENCH_PROGRAM;
}
