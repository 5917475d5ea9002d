/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * conformance: runs x86_64 containers under every translator that is there
 * and says what each did. Exit status 0: nothing red; 1: something red; 2: it
 * could not run, and one line says what to do.
 */
#include "agent.h"
#include "argument.h"
#include "expectations.h"
#include "plan.h"
#include "resume.h"
#include "site.h"
#include "tier.h"

#include <argp.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXIT_RED = 1, EXIT_CANNOT = 2, NUMBER_MOST = 64 };

struct arguments {
	struct selection selection;
	bool alone;
	bool overhead;
	const char *build;
	const char *expect;
	const char *tier;
	const char *tiers;
	int jobs;
	int machines;
	bool resume;
	bool list;
};

enum {
	OPTION_BUILD = 256,
	OPTION_EXPECT,
	OPTION_LIST,
	OPTION_TIER,
	OPTION_TIERS,
	OPTION_ALL_FLAVOURS,
	OPTION_ALONE,
	OPTION_RESUME,
	OPTION_OVERHEAD
};

static const struct argp_option options[] = {
	{ "machine", 'm', "NAME,...", 0, "krun, debian-4k, debian-16k, host (patterns allowed)",
	  0 },
	{ "backend", 'b', "NAME,...", 0, "qemu, fex, box64@sid, ... (patterns allowed)", 0 },
	{ "case", 'c', "NAME,...", 0, "an area, or CASE[/FLAVOUR[/ENGINE]] (patterns allowed)",
	  0 },
	{ "jobs", 'j', "N", 0, "containers at once in a machine (default: one more than CPUs)",
	  0 },
	{ "machines", 'M', "N", 0, "machines at once (default: by CPUs and memory)", 0 },
	{ "repeat", 'r', "N", 0, "run each check N times; FLAKY if they disagree", 0 },
	{ "all-flavours", OPTION_ALL_FLAVOURS, NULL, 0,
	  "also musl, static-pie and jit, not only where CASE/FLAVOUR names them", 0 },
	{ "tier", OPTION_TIER, "NAME", 0,
	  "fewer checks: smoke, those that tell translators apart best; or any other "
	  "file of the tiers",
	  0 },
	{ "alone", OPTION_ALONE, NULL, 0,
	  "every check in a container of its own, also those that share one", 0 },
	{ "overhead", OPTION_OVERHEAD, NULL, 0,
	  "also run the same containers by the bare engine, and compare", 0 },
	{ "resume", OPTION_RESUME, NULL, 0, "go on with the last run", 0 },
	{ "list", OPTION_LIST, NULL, 0, "list the cases and their rules", 0 },
	{ "build", OPTION_BUILD, "DIR", 0, "where images, guests and results lie (build)", 0 },
	{ "expect", OPTION_EXPECT, "DIR", 0, "the recorded deviations (tests/expect)", 0 },
	{ "tiers", OPTION_TIERS, "DIR", 0, "the tiers (tests/tiers)", 0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct arguments *a = state->input;

	switch (key) {
	case 'm':
		a->selection.machines = argument_list(argument);
		return 0;
	case 'b':
		a->selection.backends = argument_list(argument);
		return 0;
	case 'c':
		a->selection.cases = argument_list(argument);
		return 0;
	case 'j':
		a->jobs = argument_number(argument, NUMBER_MOST, state);
		return 0;
	case 'M':
		a->machines = argument_number(argument, NUMBER_MOST, state);
		return 0;
	case 'r':
		a->selection.repeat = argument_number(argument, NUMBER_MOST, state);
		return 0;
	case OPTION_ALL_FLAVOURS:
		a->selection.all_flavours = true;
		return 0;
	case OPTION_TIER:
		a->tier = argument;
		return 0;
	case OPTION_TIERS:
		a->tiers = argument;
		return 0;
	case OPTION_ALONE:
		a->alone = true;
		return 0;
	case OPTION_OVERHEAD:
		a->overhead = true;
		return 0;
	case OPTION_RESUME:
		a->resume = true;
		return 0;
	case OPTION_LIST:
		a->list = true;
		return 0;
	case OPTION_BUILD:
		a->build = argument;
		return 0;
	case OPTION_EXPECT:
		a->expect = argument;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "\"%s\" is not an option", argument);
		return EINVAL;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int list_cases(void)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);

	for (size_t i = 0; i < count; i++)
		printf("%-10s %-28s %-10s %s\n", registry_area(cases[i]), cases[i]->name,
		       cases[i]->rule, cases[i]->summary);
	printf("%zu cases\n", count);
	return 0;
}

static int cannot(const char *why)
{
	fprintf(stderr, "conformance: %s\n", why);
	return EXIT_CANNOT;
}

/* Repetitions of a check stand behind it; they only say whether it's FLAKY. */
static bool is_repetition_of(const struct judged *first, const struct planned *planned)
{
	size_t length = strlen(first->planned->name);

	return strncmp(planned->name, first->planned->name, length) == 0 &&
	       planned->name[length] == '/';
}

static void add_record(struct judged *j, const struct record *r)
{
	j->repetitions++;
	j->failed_repetitions += r->observation != OBSERVED_PASS;
	j->tries += r->tries;
	j->failed_tries += r->failed_tries;
}

/* One that fails speaks for all, and what isn't as recorded for one that is. */
static void add_repetition(struct judged *first, struct planned *planned, enum verdict verdict)
{
	struct record *a = &first->planned->record;
	struct record *b = &planned->record;
	bool same = a->observation == b->observation && strcmp(a->symptom, b->symptom) == 0;
	int worse = (int)verdict_is_red(verdict) - (int)verdict_is_red(first->verdict);

	add_record(first, b);
	if (same)
		return;
	if (first->verdict != VERDICT_FLAKY &&
	    (worse > 0 || (worse == 0 && a->observation == OBSERVED_PASS))) {
		struct record swapped = *a;

		*a = *b;
		*b = swapped;
		first->verdict = verdict;
	}
	if (!first->deviation || !(first->deviation->sometimes || first->deviation->varies))
		first->verdict = VERDICT_FLAKY;
}

struct all_expectations {
	const struct expectations *list;
	size_t count;
};

static bool is_red(const void *context, const struct session *session,
		   const struct record *record)
{
	const struct all_expectations *all = context;
	const struct instance *instance = session->instance;
	const struct deviation *deviation;

	return verdict_is_red(judge(record, session->machine->name, instance->found.version,
				    deviations_of(all->list, all->count, instance->backend),
				    &deviation));
}

static void judge_all(struct plan *plan, const struct expectations *all, size_t count,
		      struct run_report *report)
{
	size_t most = 1;
	size_t deviations = 1;

	for (size_t i = 0; i < plan->session_count; i++)
		most += plan->sessions[i].count;
	for (size_t i = 0; i < count; i++)
		deviations += all[i].deviations.count;
	report->judged = calloc(most, sizeof(*report->judged));
	report->stale = calloc(deviations, sizeof(const struct deviation *));
	if (!report->judged || !report->stale)
		exit(cannot("out of memory"));
	for (size_t i = 0; i < plan->session_count; i++) {
		struct session *s = &plan->sessions[i];
		const struct instance *instance = s->instance;
		const struct deviations *recorded =
			deviations_of(all, count, instance->backend);

		for (size_t k = 0; k < s->count; k++) {
			struct judged *j = &report->judged[report->judged_count];
			struct planned *p = &s->checks[k];
			const struct deviation *used;
			enum verdict verdict = judge(&p->record, s->machine->name,
						     instance->found.version, recorded, &used);

			if (report->judged_count && j[-1].session == s &&
			    is_repetition_of(&j[-1], p)) {
				add_repetition(&j[-1], p, verdict);
				continue;
			}
			report->judged_count++;
			*j = (struct judged){ .session = s,
					      .planned = p,
					      .verdict = verdict,
					      .deviation = used };
			add_record(j, &p->record);
			check_from_name(p->name, &j->check);
		}
	}
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < all[i].deviations.count; k++)
			if (deviation_is_stale(&all[i].deviations.list[k]))
				report->stale[report->stale_count++] =
					&all[i].deviations.list[k];
}

static int report_all(struct run_report *report)
{
	size_t red = report->stale_count;
	bool cannot_run = false;

	for (size_t i = 0; i < report->judged_count; i++)
		red += verdict_is_red(report->judged[i].verdict);
	if (!report_results(report) || !report_tap(report) || !report_junit(report))
		return EXIT_CANNOT;
	report_console(report);
	putchar('\n');
	if (report_groups(report) < 0)
		return EXIT_CANNOT;
	for (size_t i = 0; i < report->session_count; i++)
		if (report->sessions[i].cannot) {
			cannot(report->sessions[i].trouble);
			cannot_run = true;
		}
	printf("%zu passed, %zu failed\n", report->judged_count + report->stale_count - red,
	       red);
	printf("%.0f s; results in %s\n", report->seconds, report->directory);
	if (cannot_run)
		return EXIT_CANNOT;
	return red ? EXIT_RED : 0;
}

static bool bare_engine_runs(const struct check *check)
{
	return !check->test->drive && check->engine->bit == CRUN;
}

static int run(const struct arguments *a)
{
	char why[1024] = "";
	char results[600];
	char journal[700];
	struct site_files files;
	struct plan plan;
	size_t expectation_count = 0;
	int cpus = (int)sysconf(_SC_NPROCESSORS_ONLN);

	if (!site_find(a->build, &files, why, sizeof(why)))
		return cannot(why);
	snprintf(results, sizeof(results), "%s/results", a->build);
	snprintf(journal, sizeof(journal), "%s/journal.jsonl", results);
	if (mkdir(results, 0755) && errno != EEXIST) {
		snprintf(why, sizeof(why), "cannot make %s: %s", results, strerror(errno));
		return cannot(why);
	}
	struct expectations *all =
		expectations_read(a->expect, &expectation_count, why, sizeof(why));
	struct selection selection = a->selection;

	if (a->overhead)
		selection.wanted = bare_engine_runs;
	if (a->tier && !(selection.tier = tier_read(a->tiers, a->tier, why, sizeof(why))))
		return cannot(why);
	if (!all || !plan_make(&selection, &files, &plan, why, sizeof(why)))
		return cannot(why);
	plan_print_unavailable(&plan);
	if (!plan.session_count)
		return cannot(
			"nothing to run: no selected backend is available with a selected "
			"case on a selected machine");
	if (!resume_or_begin(a->resume, journal, &plan, why, sizeof(why)))
		return cannot(why);

	struct run_options run_options = {
		.files = &files,
		.cpus = cpus > 8 ? 8 : cpus,
		/* One waits while the others compute. */
		.jobs = a->jobs ? a->jobs : cpus + 1,
		.machines = a->machines ? a->machines : site_machines(2),
		.memory_mib = SITE_MACHINE_MIB,
		.journal = journal,
		.alone = a->alone || a->overhead,
		.overhead = a->overhead,
		.red = is_red,
		.context = &(struct all_expectations){ all, expectation_count },
	};
	long long begun = now_ms();
	int ended = sessions_run(plan.sessions, plan.session_count, &run_options);

	if (ended < 0)
		return EXIT_CANNOT;
	if (ended > 0) {
		fprintf(stderr,
			"conformance: stopped by signal %d; go on with: make conformance "
			"RESUME=1 (and the same MACHINE, BACKEND and CASE)\n",
			ended);
		return EXIT_CANNOT;
	}
	struct run_report report = {
		.sessions = plan.sessions,
		.session_count = plan.session_count,
		.unavailable = plan.unavailable,
		.unavailable_count = plan.unavailable_count,
		.seconds = (double)(now_ms() - begun) / 1000,
		.directory = results,
	};
	judge_all(&plan, all, expectation_count, &report);
	return report_all(&report);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.doc = "Runs the same x86_64 containers under every translator that is there, "
		       "and "
		       "native controls, and says what each did.",
	};
	struct arguments a = { .build = "build",
			       .expect = "tests/expect",
			       .tiers = "tests/tiers" };

	if (getpid() == 1)
		return agent_serve(vm_init());
	if (argc == 4 && strcmp(argv[1], "agent") == 0)
		host_enter(atoi(argv[2]), argv[3]);
	argp_err_exit_status = EXIT_CANNOT;
	argp_parse(&argp, argc, argv, 0, NULL, &a);
	setvbuf(stdout, NULL, _IOLBF, 0);
	return a.list ? list_cases() : run(&a);
}
