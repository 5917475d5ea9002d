/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * conformance: runs x86_64 containers under every translator that is there
 * and says what each did. Exit status 0: nothing red; 1: something red; 2: it
 * could not run, and one line says what to do.
 */
#include "agent.h"
#include "build_files.h"
#include "clock.h"
#include "compare.h"
#include "conclude.h"
#include "facts.h"
#include "guests.h"
#include "identify.h"
#include "in_place.h"
#include "merge.h"
#include "options.h"
#include "report.h"
#include "results_place.h"
#include "resume.h"
#include "rules.h"
#include "setup.h"
#include "shard.h"
#include "spot_check.h"
#include "tier.h"
#include "try.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* Was the same told of an earlier session? */
static bool told(const struct run_report *report, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (report->sessions[k].cannot &&
		    strcmp(report->sessions[k].trouble, report->sessions[i].trouble) == 0)
			return true;
	return false;
}

static int report_all(struct run_report *report)
{
	size_t red = report->stale_count;
	size_t skipped = 0;
	bool cannot_run = false;

	for (size_t i = 0; i < report->judged_count; i++) {
		red += verdict_is_red(report->judged[i].verdict);
		skipped += report->judged[i].verdict == VERDICT_SKIPPED;
	}
	if (!report_results(report) || !report_tap(report) || !report_junit(report))
		return EXIT_CANNOT;
	report_console(report);
	putchar('\n');
	if (report_groups(report) < 0)
		return EXIT_CANNOT;
	for (size_t i = 0; i < report->session_count; i++)
		if (report->sessions[i].cannot) {
			if (!told(report, i))
				cannot(report->sessions[i].trouble);
			cannot_run = true;
		}
	printf("%zu passed, %zu failed",
	       report->judged_count + report->stale_count - red - skipped, red);
	if (skipped)
		printf(", %zu skipped", skipped);
	putchar('\n');
	printf("%.0f s; results in %s\n", report->seconds, report->directory);
	if (cannot_run)
		return EXIT_CANNOT;
	if (report_is_of_mutations())
		return report_mutations(report) ? EXIT_RED : 0;
	return red ? EXIT_RED : 0;
}

static bool bare_engine_runs(const struct check *check)
{
	return !check->test->drive && check->engine->bit == CRUN;
}

static int run(const struct arguments *a, struct conclusion *conclusion)
{
	char why[1024] = "";
	char results[600];
	char journal[700];
	struct build_files files;
	struct plan plan;
	struct shard shard = { 0 };
	json_t *shard_head = NULL;
	size_t expectation_count = 0;
	double before;
	int cpus = (int)sysconf(_SC_NPROCESSORS_ONLN);

	if (a->shard && !shard_from_text(a->shard, &shard))
		return cannot("--shard takes i/n, as 2/4");
	if (!build_files_find(a->build, &files, why, sizeof(why)))
		return cannot(why);
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
	if (shard.of && !shard_take(&plan, &shard, a->times, &shard_head, why, sizeof(why)))
		return cannot(why);
	if (a->results)
		snprintf(results, sizeof(results), "%s", a->results);
	else
		results_place(a->build, &plan, a->resume, results, sizeof(results));
	if (!results_ready(results, why, sizeof(why)))
		return cannot(why);
	snprintf(journal, sizeof(journal), "%s/journal.jsonl", results);
	mark_recorded_hangs(&plan, all, expectation_count);
	if (!resume_or_begin(a->resume, journal, &plan, &before, why, sizeof(why)))
		return cannot(why);

	struct run_options run_options = {
		.files = &files,
		.cpus = cpus > 8 ? 8 : cpus,
		/* One waits while the others compute. */
		.jobs = a->jobs ? a->jobs : cpus + 1,
		.machines = a->machines ? a->machines : machines_that_fit(2),
		.memory_mib = a->memory_mib ? a->memory_mib : MACHINE_MIB,
		.journal = journal,
		.seconds = before,
		.alone = a->alone || a->overhead,
		.overhead = a->overhead,
		.red = record_is_red,
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
		.seconds = before + (double)(now_ms() - begun) / 1000,
		.host = facts_of_host(),
		.shard = shard_head,
		.directory = results,
	};
	if (!judge_all(&plan, all, expectation_count, &report))
		return cannot("out of memory");

	int status = report_all(&report);

	if (fflush(stdout) || ferror(stdout)) {
		snprintf(why, sizeof(why), "standard output could not be written; all is in %s",
			 results);
		return cannot(why);
	}
	if (status == EXIT_CANNOT || !conclusion_is_wanted(conclusion))
		return status;
	conclusion->recorded = all;
	conclusion->recorded_count = expectation_count;
	snprintf(results + strlen(results), sizeof(results) - strlen(results),
		 "/results.jsonl");
	return conclude(results, conclusion);
}

/* What the program does beside running checks. */
static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "compare", compare_command },	      { "identify", identify },
	{ "merge", merge_command },	      { "setup", setup_command },
	{ "spot-check", spot_check_command }, { "try", try_program },
};

int main(int argc, char **argv)
{
	host_agent = agent_serve;
	if (argc == 4 && strcmp(argv[1], "agent") == 0)
		host_enter(atoi(argv[2]), argv[3]);
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (size_t i = 0; argc > 1 && i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);

	if (argc == 2 && strcmp(argv[1], "agent") == 0)
		return image_serve();

	const bool in_place = argc > 1 && strcmp(argv[1], "run") == 0;
	struct conclusion conclusion = { 0 };
	struct arguments a = in_place
				     ? options_parse_in_place(argc - 1, argv + 1,
							      &conclusion_argp, &conclusion)
				     : options_parse(argc, argv, &conclusion_argp, &conclusion);
	char why[512];

	if (a.mutated)
		report_of_mutations();
	if (!registry_is_sound(spec_rules, why, sizeof(why)))
		return cannot(why);
	if (a.guests) {
		guests_print(&a.selection);
		return 0;
	}
	if (a.list)
		return list_cases();
	if (in_place)
		report_in_place();
	if (in_place && !in_place_prepare(&a, why, sizeof(why)))
		return cannot(why);
	return run(&a, &conclusion);
}
