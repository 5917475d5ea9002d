/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * software: runs real software under every translator that is there, beside native
 * controls. Exit status 0: nothing red; 1: something red; 2: it could not run.
 */
#include "agent.h"
#include "argument.h"
#include "build_files.h"
#include "clock.h"
#include "facts.h"
#include "patterns.h"
#include "results_place.h"
#include "resume.h"
#include "software.h"

#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { JOBS_MOST = 16, MEMORY_MOST_MIB = 1 << 20 };

static const struct kind kinds[] = {
	{ "workloads", "WORKLOAD", "tests/workloads/expect", workloads_report },
	{ "suites", "SUITE", "tests/suites/expect", suites_report },
	{ "gpu", "WORKLOAD", "tests/gpu/expect", workloads_report },
};

struct arguments {
	struct selection selection;
	const struct kind *kind;
	const char *build;
	int jobs;
	int memory_mib;
	bool resume;
	bool list;
	bool record;
};

enum { OPTION_BUILD = 256, OPTION_RESUME, OPTION_LIST, OPTION_MEMORY, OPTION_RECORD };

static const struct argp_option options[] = {
	{ "machine", 'm', "NAME,...", 0, "host, krun, debian-16k, ... (host,krun)", 0 },
	{ "backend", 'b', "NAME,...", 0,
	  "qemu, fex, box64@sid, ... (patterns allowed); the controls run as well", 0 },
	{ "case", 'c', "NAME,...", 0, "workloads (patterns allowed)", 0 },
	{ "jobs", 'j', "N", 0, "containers at once in a machine (default: its CPUs)", 0 },
	{ "memory", OPTION_MEMORY, "MIB", 0, "memory of a virtual machine (default: 3072)", 0 },
	{ "resume", OPTION_RESUME, NULL, 0, "go on with the last run", 0 },
	{ "record", OPTION_RECORD, NULL, 0,
	  "suites: write what fails into the lists of deviations", 0 },
	{ "list", OPTION_LIST, NULL, 0, "list what there is", 0 },
	{ "build", OPTION_BUILD, "DIR", 0, "where images and results lie (build/software)", 0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct arguments *a = state->input;

	switch (key) {
	case 'j':
		a->jobs = argument_number(argument, JOBS_MOST, state);
		return 0;
	case OPTION_MEMORY:
		a->memory_mib = argument_number(argument, MEMORY_MOST_MIB, state);
		return 0;
	case OPTION_RESUME:
		a->resume = true;
		return 0;
	case OPTION_RECORD:
		a->record = true;
		return 0;
	case OPTION_LIST:
		a->list = true;
		return 0;
	case OPTION_BUILD:
		a->build = argument;
		return 0;
	case ARGP_KEY_ARG:
		for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
			if (strcmp(kinds[i].name, argument) == 0)
				a->kind = &kinds[i];
		if (!a->kind)
			argp_error(state, "\"%s\" is neither workloads, suites nor gpu",
				   argument);
		return 0;
	case ARGP_KEY_END:
		if (!a->kind)
			argp_error(state, "workloads, suites or gpu?");
		return 0;
	default:
		return selection_option(key, argument, &a->selection)
			       ? 0
			       : argument_unknown(key, argument, state);
	}
}

static const struct kind *kind; /* of this run */

static bool is_of_kind(const struct check *check)
{
	return strcmp(registry_area(check->test), kind->name) == 0;
}

static int list(void)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (strcmp(registry_area(cases[i]), kind->name) == 0 && !is_spoiled(cases[i])) {
			printf("%-20s %-10s %s\n", cases[i]->name, cases[i]->image,
			       cases[i]->summary);
			n++;
		}
	printf("%zu %s\n", n, kind->name);
	return 0;
}

static bool is_red(const void *context, const struct session *session,
		   const struct record *record)
{
	struct check check;

	if (check_from_name(record->check, &check) && is_spoiled(check.test))
		return record->observation == OBSERVED_PASS;
	return record_is_red(context, session, record);
}

/* What is spoiled is for the quickest control: native programs on this Linux. */
static void drop_spoiled(struct session *s)
{
	const bool wanted = backend_is_native(s->instance->backend) && !s->machine->virtual;
	size_t kept = 0;

	for (size_t i = 0; i < s->count; i++) {
		struct check check;

		if (wanted || !check_from_name(s->checks[i].name, &check) ||
		    !is_spoiled(check.test))
			s->checks[kept++] = s->checks[i];
	}
	s->count = kept;
}

/* NAME is NAME and its spoiled twin, or all groups of a suite; controls run beside any
 * backend. */
static void widen(struct selection *s)
{
	static char cases[4096];
	static char backends[1024];
	const char *rest = s->cases;
	char pattern[PATTERN_SIZE];
	size_t used = 0;

	while (rest && used < sizeof(cases) && patterns_next(&rest, pattern))
		used += (size_t)snprintf(
			cases + used, sizeof(cases) - used,
			strcmp(kind->name, "workloads") == 0 ? "%1$s,%1$s_spoiled," : "%1$s*,",
			pattern);
	if (s->cases)
		s->cases = cases;
	if (s->backends) {
		snprintf(backends, sizeof(backends), "%s,native-*", s->backends);
		s->backends = backends;
	}
	if (!s->machines)
		s->machines = strcmp(kind->name, "gpu") == 0 ? "gpu" : "host,krun";
}

/* The natives first: they tell how long it may take. */
static int run_sessions(struct plan *plan, struct run_options *options)
{
	const size_t controls = limits_order(plan);
	int ended = sessions_run(plan->sessions, controls, options);

	if (ended || controls == plan->session_count)
		return ended;
	limits_set(plan, controls);
	return sessions_run(plan->sessions + controls, plan->session_count - controls, options);
}

static void say_needs(const struct plan *plan, const struct run_options *options)
{
	size_t checks = 0;
	size_t done = 0;

	for (size_t i = 0; i < plan->session_count; i++) {
		checks += plan->sessions[i].count;
		done += plan->sessions[i].done;
	}
	fprintf(stderr,
		"%s: %zu containers, %zu already done, in %zu machines, one after the other; "
		"each takes %d MiB of memory\n",
		kind->name, checks, done, plan->session_count, options->memory_mib);
}

static int judge_run(struct software_run *run, const struct plan *plan, double seconds)
{
	run->report.sessions = plan->sessions;
	run->report.session_count = plan->session_count;
	run->report.unavailable = plan->unavailable;
	run->report.unavailable_count = plan->unavailable_count;
	run->report.seconds = seconds;
	run->report.host = facts_of_host();
	if (!judge_all(plan, run->expectations, run->expectation_count, &run->report))
		return cannot("out of memory");
	judge_spoiled(&run->report);

	const int red = kind->report(run);

	if (red < 0)
		return EXIT_CANNOT;
	for (size_t i = 0; i < plan->session_count; i++)
		if (plan->sessions[i].cannot)
			return cannot(plan->sessions[i].trouble);
	return red ? EXIT_RED : 0;
}

static int run(struct arguments *a)
{
	char why[1024] = "";
	char directory[600];
	char journal[700];
	double before;
	struct build_files files;
	struct plan plan;
	const int cpus = (int)sysconf(_SC_NPROCESSORS_ONLN);
	struct software_run run = { .kind = kind, .record = a->record };

	a->selection.wanted = is_of_kind;
	widen(&a->selection);
	run.expectations =
		expectations_read(kind->expect, &run.expectation_count, why, sizeof(why));
	if (!run.expectations || !build_files_find(a->build, &files, why, sizeof(why)) ||
	    !plan_make(&a->selection, &files, &plan, why, sizeof(why)))
		return cannot(why);
	snprintf(directory, sizeof(directory), "%s/%s", a->build, kind->name);
	if (!results_ready(directory, why, sizeof(why)))
		return cannot(why);
	plan_print_unavailable(&plan);
	for (size_t i = 0; i < plan.session_count; i++)
		drop_spoiled(&plan.sessions[i]);
	if (!plan.session_count)
		return cannot("nothing to run: no selected backend is available on a selected "
			      "machine");
	snprintf(journal, sizeof(journal), "%s/journal.jsonl", directory);
	if (!resume_or_begin(a->resume, journal, &plan, &before, why, sizeof(why)))
		return cannot(why);

	struct run_options run_options = {
		.files = &files,
		.cpus = cpus > 8 ? 8 : cpus,
		.jobs = a->jobs ? a->jobs : cpus,
		.machines = 1,
		.memory_mib = a->memory_mib ? a->memory_mib : MACHINE_MIB,
		.journal = journal,
		.seconds = before,
		.alone = true,
		.red = is_red,
		.context =
			&(struct all_expectations){ run.expectations, run.expectation_count },
	};
	const long long begun = now_ms();

	say_needs(&plan, &run_options);

	const int ended = run_sessions(&plan, &run_options);

	if (ended < 0)
		return EXIT_CANNOT;
	if (ended > 0) {
		snprintf(why, sizeof(why),
			 "stopped by a signal; go on with: make %s RESUME=1 (and the same "
			 "MACHINE, BACKEND and %s)",
			 kind->name, kind->variable);
		return cannot(why);
	}
	run.report.directory = directory;
	run.images = files.images;
	return judge_run(&run, &plan, before + (double)(now_ms() - begun) / 1000);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "workloads|suites|gpu",
		.doc = "Runs real software under every translator that is there, beside native "
		       "controls, and says what each did.",
	};
	struct arguments a = { .build = "build/software" };

	host_agent = agent_serve;
	if (argc == 4 && strcmp(argv[1], "agent") == 0)
		host_enter(atoi(argv[2]), argv[3]);
	argp_err_exit_status = EXIT_CANNOT;
	argp_parse(&argp, argc, argv, 0, NULL, &a);
	kind = a.kind;
	setvbuf(stdout, NULL, _IOLBF, 0);
	return a.list ? list() : run(&a);
}
