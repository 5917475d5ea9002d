/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * bench: counts what translation costs. Exit status 0: all is measured; 1:
 * something failed or was not the same each time; 2: it could not run.
 */
#include "agent.h"
#include "argument.h"
#include "bench.h"
#include "blocks.h"
#include "build_files.h"
#include "clock.h"
#include "constant.h"
#include "cost_report.h"
#include "known.h"
#include "patterns.h"
#include "resume.h"
#include "tool.h"
#include "wall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char constants[] = "tests/bench/constant.txt";

enum { CPUS_MOST = 8 };

struct arguments {
	struct selection selection;
	const char *build;
	int machines;
	int cpus;
	bool resume;
	bool smoke;
	bool blocks;
	bool wall;
	bool anyway;
};

enum {
	OPTION_BUILD = 256,
	OPTION_CPUS,
	OPTION_BLOCKS,
	OPTION_SMOKE,
	OPTION_RESUME,
	OPTION_WALL,
	OPTION_ANYWAY
};

static const struct argp_option options[] = {
	{ "machine", 'm', "NAME", 0, "debian-4k (counted), or host (wall clock)", 0 },
	{ "backend", 'b', "NAME,...", 0, "qemu, fex, box64@sid, ... (patterns allowed)", 0 },
	{ "case", 'c', "NAME,...", 0, "kernels and programs (patterns allowed)", 0 },
	{ "repeat", 'r', "N", 0, "measure each N times (1; with 3 it tells the spread)", 0 },
	{ "machines", 'M', "N", 0, "machines at once (default: by CPUs and memory)", 0 },
	{ "cpus", OPTION_CPUS, "N", 0,
	  "of the counted machine (1); with more, figures go to cpus-N.jsonl", 0 },
	{ "blocks", OPTION_BLOCKS, NULL, 0,
	  "the hottest translated block of each kernel, where a backend logs it", 0 },
	{ "smoke", OPTION_SMOKE, NULL, 0, "only what must stay constant", 0 },
	{ "wall", OPTION_WALL, NULL, 0,
	  "time instead of counts, on real ARM64 only; N is 10 or more", 0 },
	{ "wall-anyway", OPTION_ANYWAY, NULL, OPTION_HIDDEN, "for the self-test", 0 },
	{ "resume", OPTION_RESUME, NULL, 0, "go on with the last run", 0 },
	{ "build", OPTION_BUILD, "DIR", 0, "where images, guests and results lie (build/bench)",
	  0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct arguments *a = state->input;

	switch (key) {
	case 'r':
		a->selection.repeat = argument_number(argument, WALL_MOST, state);
		return 0;
	case 'M':
		a->machines = argument_number(argument, 16, state);
		return 0;
	case OPTION_CPUS:
		a->cpus = argument_number(argument, CPUS_MOST, state);
		return 0;
	case OPTION_BLOCKS:
		a->blocks = true;
		return 0;
	case OPTION_SMOKE:
		a->smoke = true;
		return 0;
	case OPTION_ANYWAY:
		a->anyway = true;
		return 0;
	case OPTION_WALL:
		a->wall = true;
		return 0;
	case OPTION_RESUME:
		a->resume = true;
		return 0;
	case OPTION_BUILD:
		a->build = argument;
		return 0;
	default:
		return selection_option(key, argument, &a->selection)
			       ? 0
			       : argument_unknown(key, argument, state);
	}
}

static bool is_red(const void *context, const struct session *session,
		   const struct record *record)
{
	(void)context;
	(void)session;
	return record->observation != OBSERVED_PASS;
}

static bool is_measured(const struct check *check)
{
	return check->test->data && !is_blocks(check->test);
}

static bool is_of_blocks(const struct check *check)
{
	return is_blocks(check->test);
}

/* "integer,j*" are the cases integer_blocks and j*_blocks. */
static const char *cases_of_blocks(const char *list)
{
	static char cases[4096];
	char pattern[PATTERN_SIZE];
	size_t used = 0;

	if (!list)
		return "*_blocks";
	while (used < sizeof(cases) && patterns_next(&list, pattern))
		used += (size_t)snprintf(cases + used, sizeof(cases) - used, "%s_blocks,",
					 pattern);
	return cases;
}

static int run(struct arguments *a)
{
	static char kernels[512];
	char why[1024] = "";
	char journal[600];
	char name[32];
	struct build_files files;
	struct plan plan;
	size_t recorded_count;
	double before;
	int cpus = (int)sysconf(_SC_NPROCESSORS_ONLN);
	size_t count;

	if (a->smoke) {
		if (!constant_kernels(constants, kernels, sizeof(kernels), why, sizeof(why)))
			return cannot(why);
		a->selection.cases = kernels;
		a->selection.backends = "native-arm64,qemu@trixie";
		a->selection.repeat = 2;
	}
	if (a->blocks) {
		a->selection.repeat = 1;
		a->selection.cases = cases_of_blocks(a->selection.cases);
		if (!a->selection.backends)
			a->selection.backends = "qemu";
	}
	int times = a->selection.repeat ? a->selection.repeat : a->wall ? WALL_LEAST : 1;

	if (a->wall && times < WALL_LEAST && !a->anyway)
		return cannot("a median of fewer than 10 times says little; use --repeat=10 or "
			      "more");
	if (!a->wall && times > REPETITIONS_MOST)
		return cannot("counts hardly differ: --repeat takes 16 at most");
	a->selection.repeat = a->wall ? 1 : times;
	a->selection.wanted = a->blocks ? is_of_blocks : is_measured;
	if (!a->selection.machines)
		a->selection.machines = a->wall ? "host" : "debian-4k";
	if (!build_files_find(a->build, &files, why, sizeof(why)) ||
	    !plan_make(&a->selection, &files, &plan, why, sizeof(why)))
		return cannot(why);
	struct expectations *recorded =
		expectations_read("tests/bench/expect", &recorded_count, why, sizeof(why));

	if (!recorded)
		return cannot(why);
	const struct deviation *stale = known_stale(recorded, recorded_count);

	if (stale) {
		snprintf(why, sizeof(why), "%s:%d fits no kernel or program: take it out",
			 stale->file, stale->line);
		return cannot(why);
	}
	plan_print_unavailable(&plan);
	if (!plan.session_count)
		return cannot("nothing to measure: no selected backend is available");
	snprintf(name, sizeof(name), "%s", a->blocks ? "blocks" : "bench");
	if (a->cpus > 1)
		snprintf(name, sizeof(name), "cpus-%d", a->cpus);
	snprintf(journal, sizeof(journal), "%s/journal-%s.jsonl", a->build, name);
	const char *refusal = a->wall ? wall_refusal(&plan) : NULL;

	if (refusal && !a->anyway) {
		snprintf(why, sizeof(why), "no wall clock: %s", refusal);
		return cannot(why);
	}
	if (!resume_or_begin(a->resume, journal, &plan, &before, why, sizeof(why)))
		return cannot(why);

	/* One container at a time: each has the machine's CPUs to itself. A machine
	 * that waits for a disk or a timer waits by the real clock, and leaves its
	 * CPU to one more. */
	struct run_options run_options = {
		.files = &files,
		.jobs = 1,
		.machines = a->wall	  ? 1
			    : a->machines ? a->machines
					  : machines_that_fit(cpus + 1),
		.cpus = a->cpus,
		.memory_mib = MACHINE_MIB,
		.journal = journal,
		.counted = !a->wall,
		.quiet = true,
		.seconds = before,
		.red = is_red,
	};
	long long begun = now_ms();

	if (a->wall) {
		run_options.cpus = cpus;
		return wall_run(&plan, &run_options, times, a->build, refusal);
	}
	int ended = sessions_run(plan.sessions, plan.session_count, &run_options);

	if (ended < 0)
		return EXIT_CANNOT;
	if (ended > 0)
		return cannot("stopped by a signal; go on with: make bench RESUME=1 (and the "
			      "same BACKEND and CASE)");
	if (a->blocks)
		return blocks_report(&plan, a->build) ? 0 : EXIT_CANNOT;

	struct measured *all = measure_collect(&plan, a->cpus, &count);

	if (all && a->smoke) {
		size_t moved = constant_check(constants, all, count, stdout);

		printf("bench-smoke: %zu counts, %zu moved, %.0f s\n", count, moved,
		       (double)(now_ms() - begun) / 1000);
		free(all);
		return moved ? EXIT_RED : 0;
	}
	if (!all || !bench_write_figures(all, count, a->cpus, a->build, name))
		return EXIT_CANNOT;
	bench_print_tables(all, count);
	if (a->cpus == 1 && tool_exists("gnuplot") &&
	    !bench_draw(all, count, a->build, why, sizeof(why)))
		return cannot(why);
	putchar('\n');
	size_t red = bench_print_trouble(all, count, recorded, recorded_count);

	printf("%.0f s; figures in %s/%s.jsonl\n", (double)(now_ms() - begun) / 1000, a->build,
	       name);
	free(all);
	return red ? EXIT_RED : 0;
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.doc = "Counts the instructions that each translator executes for the same "
		       "kernels and programs, beside native ones.",
	};
	struct arguments a = {
		.build = "build/bench",
		.cpus = 1,
	};

	host_agent = agent_serve;
	argument_parse_all(&argp, argc, argv, 0, &a);
	setvbuf(stdout, NULL, _IOLBF, 0);
	return run(&a);
}
