/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "spot_check.h"

#include "argument.h"
#include "build_files.h"
#include "clock.h"
#include "compare.h"
#include "data_place.h"
#include "patterns.h"
#include "plan.h"
#include "report.h"
#include "sample.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { OPTION_BUILD = 256, OPTION_EXPECT, SAMPLE_USUAL = 60, SAMPLE_MOST = 10000 };

struct wishes {
	struct selection selection;
	const char *reference, *build, *expect;
	int sample;
	uint64_t seed;
};

struct spot_check {
	const struct wishes *wishes;
	struct results reference;
	struct plan plan;
	const struct expectations *recorded;
	size_t recorded_count;
	const struct result **drawn;
	size_t count;
	char *why;
	size_t size;
};

static const struct argp_option options[] = {
	{ "sample", 'n', "N", 0, "how many checks are drawn (60)", 0 },
	{ "seed", 's', "N", 0, "which ones (by the time of day; it is printed)", 0 },
	{ "reference", 'r', "FILE", 0, "the results that are checked (the reference run)", 0 },
	{ "machine", 'm', "NAME,...", 0, "only of these machines", 0 },
	{ "backend", 'b', "NAME,...", 0, "only of these backends", 0 },
	{ "case", 'c', "NAME,...", 0, "only of these areas and cases", 0 },
	{ "build", OPTION_BUILD, "DIR", 0, "where images and guests lie (build)", 0 },
	{ "expect", OPTION_EXPECT, "DIR", 0, "the recorded deviations (tests/expect)", 0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct wishes *w = state->input;
	char *end;

	switch (key) {
	case 'n':
		w->sample = argument_number(argument, SAMPLE_MOST, state);
		return 0;
	case 's':
		w->seed = strtoull(argument, &end, 10);
		if (*end || end == argument)
			argp_error(state, "\"%s\" is no number", argument);
		return 0;
	case 'r':
		w->reference = argument;
		return 0;
	case OPTION_BUILD:
		w->build = argument;
		return 0;
	case OPTION_EXPECT:
		w->expect = argument;
		return 0;
	default:
		return selection_option(key, argument, &w->selection)
			       ? 0
			       : argument_unknown(key, argument, state);
	}
}

/* Names that the reference run has, as a list of patterns. */
static char *names_of(const struct results *reference, bool machine)
{
	char *list = NULL;
	size_t room = 0;
	FILE *out = open_memstream(&list, &room);

	for (size_t i = 0; out && i < reference->session_count; i++)
		fprintf(out, "%s,",
			machine ? reference->sessions[i].machine
				: reference->sessions[i].backend);
	if (out)
		fclose(out);
	return list;
}

static const struct planned *planned_of(const struct plan *plan, const struct result *r)
{
	for (size_t i = 0; i < plan->session_count; i++) {
		const struct session *s = &plan->sessions[i];

		if (strcmp(s->machine->name, r->machine) != 0 ||
		    strcmp(s->instance->label, r->backend) != 0)
			continue;
		for (size_t k = 0; k < s->count; k++)
			if (strcmp(s->checks[k].name, r->name) == 0)
				return &s->checks[k];
	}
	return NULL;
}

/* What can't be looked at here must be said: it isn't part of what is drawn from. */
static void tell_missing(const struct spot_check *sc, const size_t *missing)
{
	for (size_t i = 0; i < sc->reference.session_count; i++)
		if (missing[i])
			printf("not here: %zu of %zu checks of %s on %s\n", missing[i],
			       sc->reference.sessions[i].count,
			       sc->reference.sessions[i].backend,
			       sc->reference.sessions[i].machine);
}

static bool is_wanted(const struct selection *s, const struct result *r)
{
	const struct backend *backend = backend_of_label(r->backend);
	const char *type = json_string_value(json_object_get(r->line, "type"));

	/* A journal's are "done". */
	return backend && type && (strcmp(type, "check") == 0 || strcmp(type, "done") == 0) &&
	       patterns_take(s->machines, r->machine) &&
	       (patterns_take(s->backends, r->backend) ||
		patterns_take(s->backends, backend->name)) &&
	       (!s->cases || patterns_take_check(s->cases, r->area, r->name));
}

static bool says_something(const struct result *r)
{
	return r->observation != OBSERVED_BROKEN && r->observation != OBSERVED_SKIPPED;
}

static bool draw(struct spot_check *sc)
{
	size_t *missing = calloc(sc->reference.session_count + 1, sizeof(*missing));
	size_t count = 0;

	sc->drawn = calloc(sc->reference.count + 1, sizeof(const struct result *));
	if (!missing || !sc->drawn) {
		snprintf(sc->why, sc->size, "out of memory");
		free(missing);
		return false;
	}
	for (size_t i = 0; i < sc->reference.count; i++) {
		const struct result *r = &sc->reference.list[i];

		if (!is_wanted(&sc->wishes->selection, r) || !says_something(r))
			continue;
		if (planned_of(&sc->plan, r)) {
			sc->drawn[count++] = r;
			continue;
		}
		for (size_t k = 0; k < sc->reference.session_count; k++)
			missing[k] +=
				strcmp(sc->reference.sessions[k].machine, r->machine) == 0 &&
				strcmp(sc->reference.sessions[k].backend, r->backend) == 0;
	}
	tell_missing(sc, missing);
	free(missing);
	sc->count = sample_draw(sc->drawn, count, (size_t)sc->wishes->sample, sc->wishes->seed);
	printf("seed %" PRIu64 ": %zu of %zu checks\n", sc->wishes->seed, sc->count, count);
	if (!sc->count)
		snprintf(sc->why, sc->size, "none of the reference run's checks can run here");
	return sc->count;
}

static bool is_drawn(void *context, const struct session *s, const struct planned *p)
{
	const struct spot_check *sc = context;

	for (size_t i = 0; i < sc->count; i++)
		if (strcmp(sc->drawn[i]->name, p->name) == 0 &&
		    strcmp(sc->drawn[i]->machine, s->machine->name) == 0 &&
		    strcmp(sc->drawn[i]->backend, s->instance->label) == 0)
			return true;
	return false;
}

static void put_difference(const struct result *was, const struct result *is,
			   const struct session *s, struct planned *p)
{
	const struct judged judged = { .session = s, .planned = p, .repetitions = 1 };
	char again[300];

	report_again(&judged, again, sizeof(again));
	printf("\n%s  %s  %s\n  reference  %s%s%s\n  here       %s%s%s\n", is->machine,
	       is->backend, is->name, observation_names[was->observation],
	       *was->symptom ? ": " : "", was->symptom, observation_names[is->observation],
	       *is->symptom ? ": " : "", is->symptom);
	if (strcmp(was->version, is->version) != 0)
		printf("  version    %s there, %s here\n", was->version, is->version);
	printf("  again: %s\n", again);
}

static void tell_versions(const struct spot_check *sc)
{
	for (size_t i = 0; i < sc->plan.session_count; i++) {
		const struct instance *instance = sc->plan.sessions[i].instance;
		bool told = false;

		for (size_t k = 0; k < i; k++)
			told |= sc->plan.sessions[k].instance == instance;
		for (size_t k = 0; !told && k < sc->count; k++)
			if (strcmp(sc->drawn[k]->backend, instance->label) == 0 &&
			    strcmp(sc->drawn[k]->version, instance->found.version) != 0) {
				printf("%s is %s here, %s in the reference run\n",
				       instance->label, instance->found.version,
				       sc->drawn[k]->version);
				told = true;
			}
	}
}

/* The exit status. */
static int judge_drawn(struct spot_check *sc, double seconds)
{
	size_t agree = 0;
	size_t ran = 0;

	for (size_t i = 0; i < sc->plan.session_count; i++) {
		const struct session *s = &sc->plan.sessions[i];

		for (size_t k = 0; k < s->count; k++) {
			struct planned *p = &s->checks[k];
			struct result is = { .machine = s->machine->name,
					     .backend = s->instance->label,
					     .version = s->instance->found.version,
					     .build = s->instance->found.build,
					     .observation = p->record.observation,
					     .symptom = p->record.symptom };
			const struct result *was =
				results_find(&sc->reference, is.machine, is.backend, p->name);

			snprintf(is.name, sizeof(is.name), "%s", p->name);
			if (says_something(&is)) {
				ran++;
				if (change_of(was, &is,
					      deviations_of(sc->recorded, sc->recorded_count,
							    s->instance->backend)) ==
				    CHANGE_NONE) {
					agree++;
					continue;
				}
			}
			put_difference(was, &is, s, p);
		}
	}
	const struct interval_of_share all = wilson(agree, ran);

	putchar('\n');
	tell_versions(sc);
	if (ran < sc->count)
		printf("%zu did not run\n", sc->count - ran);
	printf("%zu of %zu agree with the reference run; of all its checks that can run here "
	       "%.1f to %.1f%% do (95%%, Wilson); %.0f s\n",
	       agree, ran, 100 * all.low, 100 * all.high, seconds);
	return agree == sc->count ? 0 : EXIT_RED;
}

static int run(struct spot_check *sc)
{
	const struct wishes *w = sc->wishes;
	struct selection selection = { .all_flavours = true };
	struct build_files files;
	char journal[1100];
	const int cpus = (int)sysconf(_SC_NPROCESSORS_ONLN);
	const long long begun = now_ms();

	if (!results_read(w->reference, &sc->reference, sc->why, sc->size) ||
	    !build_files_find(w->build, &files, sc->why, sc->size))
		return cannot(sc->why);
	sc->recorded = expectations_read(w->expect, &sc->recorded_count, sc->why, sc->size);
	selection.machines =
		w->selection.machines ? w->selection.machines : names_of(&sc->reference, true);
	selection.backends =
		w->selection.backends ? w->selection.backends : names_of(&sc->reference, false);
	if (!sc->recorded || !plan_make(&selection, &files, &sc->plan, sc->why, sc->size))
		return cannot(sc->why);
	plan_print_unavailable(&sc->plan);
	if (!draw(sc))
		return cannot(sc->why);
	plan_keep(&sc->plan, is_drawn, sc);
	snprintf(journal, sizeof(journal), "%s/spot-check.jsonl", files.work);
	unlink(journal);

	const struct run_options run_options = {
		.files = &files,
		.cpus = cpus > 8 ? 8 : cpus,
		.jobs = cpus + 1,
		.machines = machines_that_fit(2),
		.memory_mib = MACHINE_MIB,
		.journal = journal,
	};
	const int ended = sessions_run(sc->plan.sessions, sc->plan.session_count, &run_options);

	if (ended < 0)
		return EXIT_CANNOT;
	if (ended > 0)
		return cannot("stopped by a signal");
	return judge_drawn(sc, (double)(now_ms() - begun) / 1000);
}

int spot_check_command(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.doc = "Draws checks from the reference run, so that each backend, machine and "
		       "area has its share, runs them here, and says how many agree.\v"
		       "Exit status: 0 all agree, 1 some don't, 2 it could not run.",
	};
	struct wishes w = { .reference = "reference",
			    .build = "build",
			    .expect = data_place("tests/expect"),
			    .sample = SAMPLE_USUAL,
			    .seed = (uint64_t)time(NULL) };
	char why[1024];
	struct spot_check sc = { .wishes = &w, .why = why, .size = sizeof(why) };

	argument_parse_all(&argp, argc, argv, 0, &w);

	const int status = run(&sc);

	free(sc.drawn);
	return status;
}
