/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * order: whether the code that translators emit keeps x86's memory order. Exit
 * status 0: all is as recorded; 1: something isn't; 2: it could not run.
 */
#include "agent.h"
#include "argument.h"
#include "build_files.h"
#include "clock.h"
#include "drawing.h"
#include "order.h"
#include "patterns.h"
#include "report_order.h"
#include "results_place.h"
#include "resume.h"
#include "verdicts.h"
#include "whole_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TRACING_CPUS = 2 };

struct arguments {
	struct selection selection;
	const char *build;
	const char *cpu; /* NULL: the usual one */
	bool resume;
};

static const char expect[] = "tests/order/expect";

enum { OPTION_BUILD = 256, OPTION_CPU, OPTION_RESUME };

static const struct argp_option options[] = {
	{ "machine", 'm', "NAME", 0, "krun, or another virtual one", 0 },
	{ "backend", 'b', "NAME,...", 0, "qemu, fex, box64@sid, ... (patterns allowed)", 0 },
	{ "case", 'c', "NAME,...", 0, "settings (patterns allowed)", 0 },
	{ "cpu", OPTION_CPU, "MODEL", 0, "of the machine, as qemu-system names it", 0 },
	{ "resume", OPTION_RESUME, NULL, 0, "go on with the last run", 0 },
	{ "build", OPTION_BUILD, "DIR", 0, "where images, guests and results lie (build/order)",
	  0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct arguments *a = state->input;

	switch (key) {
	case OPTION_CPU:
		a->cpu = argument;
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

static bool is_setting(const struct check *check)
{
	return check->test->drive == order_drive;
}

static bool is_red(const void *context, const struct session *session,
		   const struct record *record)
{
	(void)context;
	(void)session;
	return record->observation != OBSERVED_PASS;
}

/* A backend's own settings concern it alone, and `quick` runs when it is named. */
static void drop_others(struct session *s, bool named)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->count; i++) {
		struct check check;

		if (!check_from_name(s->checks[i].name, &check))
			continue;
		const struct setting *setting = check.test->data;

		if (patterns_take(setting->backends, s->instance->backend->name) &&
		    (named || strcmp(check.test->name, "quick") != 0))
			s->checks[kept++] = s->checks[i];
	}
	s->count = kept;
}

/* What the containers said, as far as there is anything. */
static struct examined *collect(const struct plan *plan, size_t *count)
{
	size_t most = 1;

	for (size_t i = 0; i < plan->session_count; i++)
		most += plan->sessions[i].count;
	struct examined *list = calloc(most, sizeof(*list));

	*count = 0;
	for (size_t i = 0; list && i < plan->session_count; i++)
		for (size_t k = 0; k < plan->sessions[i].count; k++) {
			const struct planned *p = &plan->sessions[i].checks[k];
			struct check check;

			if (!p->record.extra || !check_from_name(p->name, &check))
				continue;
			const struct setting *setting = check.test->data;

			list[(*count)++] = (struct examined){ .session = &plan->sessions[i],
							      .planned = p,
							      .setting = check.test->name,
							      .about = check.test->summary,
							      .whole = !setting->bodies };
		}
	return list;
}

/* Containers that did not come to their end. */
static size_t print_trouble(const struct plan *plan)
{
	size_t red = 0;

	for (size_t i = 0; i < plan->session_count; i++) {
		const struct session *s = &plan->sessions[i];

		if (s->trouble[0])
			printf("BROKEN  %s: %s\n", s->instance->label, s->trouble);
		for (size_t k = 0; k < s->count; k++) {
			const struct record *r = &s->checks[k].record;

			if (r->observation == OBSERVED_PASS)
				continue;
			red++;
			printf("%s  %s  %s: %s %s %s\n", observation_names[r->observation],
			       s->instance->label, s->checks[k].name, r->symptom, r->got,
			       r->last_words);
		}
	}
	return red;
}

static bool judge_all_settings(struct examined *list, size_t count, struct herd *herd,
			       const char *drawings, const char *cpu,
			       const struct expectations *recorded, size_t recorded_count,
			       char *why, size_t size)
{
	for (size_t i = 0; i < count; i++)
		if (!examine(&list[i], herd, why, size))
			return false;
	if (!herd_run(herd, why, size))
		return false;
	for (size_t i = 0; i < count; i++) {
		conclude(&list[i], herd);
		if (!draw_executions(&list[i], herd, drawings, why, size))
			return false;
		give_verdicts(&list[i], cpu,
			      deviations_of(recorded, recorded_count,
					    list[i].session->instance->backend));
	}
	return true;
}

/* Of each backend that was looked at. */
static size_t print_unused(const struct examined *list, size_t count, const char *cpu,
			   const struct expectations *recorded, size_t recorded_count)
{
	size_t red = 0;

	for (size_t i = 0; i < count;) {
		const struct backend *backend = list[i].session->instance->backend;
		size_t n = 1;

		while (i + n < count && list[i + n].session->instance->backend == backend)
			n++;
		red += report_unused(&list[i], n, cpu,
				     deviations_of(recorded, recorded_count, backend));
		i += n;
	}
	return red;
}

static size_t count_green(const struct examined *list, size_t count)
{
	size_t green = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < list[i].count; k++)
			green += list[i].list[k].verdict != VERDICT_SKIPPED &&
				 !verdict_is_red(list[i].list[k].verdict);
	return green;
}

static int judge_plan(const struct plan *plan, const struct arguments *a,
		      const struct build_files *files, long long begun)
{
	char why[1024] = "";
	char path[700];
	char tests[700];
	const char *cpu = a->cpu ? a->cpu : "max";
	size_t count;
	size_t recorded_count;
	struct examined *list = collect(plan, &count);
	struct expectations *recorded =
		expectations_read(expect, &recorded_count, why, sizeof(why));

	if (!recorded) {
		free(list);
		return cannot(why);
	}
	snprintf(path, sizeof(path), "%s/herdtools", files->images);
	snprintf(tests, sizeof(tests), "%s/litmus", a->build);
	struct herd *herd = list ? herd_open(path, tests, why, sizeof(why)) : NULL;
	const long long traced = now_ms();

	snprintf(path, sizeof(path), "%s/drawings%s%s", a->build, a->cpu ? "-" : "",
		 a->cpu ? a->cpu : "");
	if (!herd || !judge_all_settings(list, count, herd, path, cpu, recorded, recorded_count,
					 why, sizeof(why))) {
		free(list);
		return cannot(why);
	}
	snprintf(path, sizeof(path), "%s/order%s%s.jsonl", a->build, a->cpu ? "-" : "",
		 a->cpu ? a->cpu : "");
	struct whole_file whole;
	FILE *file = whole_file_begin(&whole);

	for (size_t i = 0; i < count; i++)
		report_lines(file, &list[i], herd, cpu);
	if (!whole_file_end(&whole, path, why, sizeof(why))) {
		free(list);
		return cannot(why);
	}
	report_tables(list, count);
	putchar('\n');
	const size_t red = print_trouble(plan) + report_red(list, count) +
			   print_unused(list, count, cpu, recorded, recorded_count);

	printf("%zu tests as recorded, %zu red; %zu texts for herd7 in %.0f s; %.0f s in all; "
	       "results in %s\n",
	       count_green(list, count), red, herd_count(herd),
	       (double)(now_ms() - traced) / 1000, (double)(now_ms() - begun) / 1000, path);
	free(list);
	return red ? EXIT_RED : 0;
}

static int run(struct arguments *a)
{
	char why[1024] = "";
	char journal[600];
	double before;
	struct build_files files;
	struct plan plan;

	a->selection.wanted = is_setting;
	if (!a->selection.machines)
		a->selection.machines = "krun";
	if (a->cpu)
		setenv("MACHINE_CPU", a->cpu, 1);
	if (!build_files_find(a->build, &files, why, sizeof(why)) ||
	    !plan_make(&a->selection, &files, &plan, why, sizeof(why)))
		return cannot(why);
	plan_print_unavailable(&plan);
	for (size_t i = 0; i < plan.session_count; i++)
		drop_others(&plan.sessions[i], a->selection.cases);
	if (!plan.session_count)
		return cannot("nothing to look at: no selected backend is available");
	if (!results_ready(a->build, why, sizeof(why)))
		return cannot(why);
	snprintf(journal, sizeof(journal), "%s/journal%s%s.jsonl", a->build, a->cpu ? "-" : "",
		 a->cpu ? a->cpu : "");
	if (!resume_or_begin(a->resume, journal, &plan, &before, why, sizeof(why)))
		return cannot(why);

	struct run_options run_options = {
		.files = &files,
		.jobs = TRACING_CPUS,
		.machines = 1,
		.cpus = TRACING_CPUS,
		.memory_mib = MACHINE_MIB,
		.journal = journal,
		.red = is_red,
	};
	const long long begun = now_ms();
	int ended = sessions_run(plan.sessions, plan.session_count, &run_options);

	if (ended < 0)
		return EXIT_CANNOT;
	if (ended > 0)
		return cannot("stopped by a signal");
	return judge_plan(&plan, a, &files, begun);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.doc = "Takes down the code that each translator emits for litmus tests, and "
		       "has herd7 say whether Arm's memory model allows with it what x86's "
		       "forbids.",
	};
	struct arguments a = { .build = "build/order" };

	host_agent = agent_serve;
	argument_parse_all(&argp, argc, argv, 0, &a);
	setvbuf(stdout, NULL, _IOLBF, 0);
	return run(&a);
}
