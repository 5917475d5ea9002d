/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What a run of workloads tells: a table, what failed, and workloads.jsonl. */
#include "report.h"
#include "results_of_software.h"
#include "software.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_WIDTH = 20, CELL_WIDTH = 16, COLUMNS_MOST = 32, LABEL_SIZE = 96 };

/* One backend on one machine: several sessions, as each image has its own. */
struct column {
	const struct machine *machine;
	const struct instance *instance;
	size_t counted, passed, recorded, red;
};

static size_t columns_of(const struct run_report *report, struct column *columns)
{
	size_t n = 0;

	for (size_t i = 0; i < report->session_count; i++) {
		const struct session *s = &report->sessions[i];
		size_t k = 0;

		while (k < n &&
		       (columns[k].machine != s->machine || columns[k].instance != s->instance))
			k++;
		if (k == n && n < COLUMNS_MOST)
			columns[n++] = (struct column){ .machine = s->machine,
							.instance = s->instance };
	}
	return n;
}

static const struct judged *find(const struct run_report *report, const struct column *column,
				 const struct conformance_case *test)
{
	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *j = &report->judged[i];

		if (j->session->machine == column->machine &&
		    j->session->instance == column->instance && j->check.test == test)
			return j;
	}
	return NULL;
}

/* "pass 12 s", "crash x 3 s": how it went, the letter of a verdict that isn't PASS,
 * and how long it took. */
static void put_cell(struct column *column, const struct judged *j)
{
	char text[64] = "-";

	if (j) {
		const struct record *r = &j->planned->record;
		const char letter[3] = { j->verdict == VERDICT_PASS
						 ? 0
						 : verdict_letters[j->verdict],
					 j->verdict == VERDICT_PASS ? 0 : ' ', 0 };

		snprintf(text, sizeof(text), "%s %s%.0f s", observation_names[r->observation],
			 letter, (double)r->ms / 1000);
		column->counted +=
			r->observation != OBSERVED_SKIPPED && r->observation != OBSERVED_BROKEN;
		column->passed += r->observation == OBSERVED_PASS;
		column->recorded +=
			r->observation != OBSERVED_PASS && !verdict_is_red(j->verdict);
		column->red += verdict_is_red(j->verdict);
	}
	printf(" %-*.*s", CELL_WIDTH - 1, CELL_WIDTH - 1, text);
}

static void put_table(const struct run_report *report, struct column *columns, size_t n)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);

	printf("\n%-*s", NAME_WIDTH, "");
	for (size_t k = 0; k < n; k++)
		printf(" %-*.*s", CELL_WIDTH - 1, CELL_WIDTH - 1, columns[k].machine->name);
	printf("\n%-*s", NAME_WIDTH, "workload");
	for (size_t k = 0; k < n; k++)
		printf(" %-*.*s", CELL_WIDTH - 1, CELL_WIDTH - 1, columns[k].instance->label);
	putchar('\n');
	for (size_t i = 0; i < count; i++) {
		bool any = false;

		for (size_t k = 0; k < n && !is_spoiled(cases[i]); k++)
			any |= find(report, &columns[k], cases[i]) != NULL;
		if (!any)
			continue;
		printf("%-*.*s", NAME_WIDTH, NAME_WIDTH, cases[i]->name);
		for (size_t k = 0; k < n; k++)
			put_cell(&columns[k], find(report, &columns[k], cases[i]));
		putchar('\n');
	}
	printf("%-*s", NAME_WIDTH, "passed of counted");
	for (size_t k = 0; k < n; k++) {
		char text[32];

		snprintf(text, sizeof(text), "%zu of %zu", columns[k].passed,
			 columns[k].counted);
		printf(" %-*s", CELL_WIDTH - 1, text);
	}
	printf("\nx fails as recorded  u unsupported as recorded  F C P B red\n");
}

static void put_words(const char *title, const char *text)
{
	printf("  %s:\n", title);
	while (*text) {
		const size_t length = strcspn(text, "\n");

		if (length)
			printf("    %.*s\n", (int)length, text);
		text += length + (text[length] == '\n');
	}
}

static void put_failure(const struct software_run *run, const struct judged *j)
{
	const struct record *r = &j->planned->record;
	char again[400];
	char logs[900];

	putchar('\n');
	report_verdict(j->verdict, verdict_names[j->verdict]);
	printf("  %s  %s  %s\n  %s\n", j->session->machine->name, j->session->instance->label,
	       j->check.test->name, j->check.test->summary);
	if (is_spoiled(j->check.test)) {
		printf("  it was spoiled on purpose, and none of its claims is known to "
		       "notice\n");
	} else {
		printf("  %s%s%s: %s\n", r->where, r->where[0] ? ": " : "",
		       observation_names[r->observation], r->symptom);
		if (r->got[0])
			printf("  got %s\n", r->got);
		if (r->last_words[0])
			put_words("its last words", r->last_words);
	}
	if (j->deviation)
		printf("  recorded in %s:%d: %s\n", j->deviation->file, j->deviation->line,
		       j->deviation->reason);
	if (software_keep_logs(run, j, logs, sizeof(logs)))
		printf("  its logs: %s\n", logs);
	software_again(run, j, again, sizeof(again));
	printf("  again: %s\n", again);
}

/* Is the check's noticing shown? Only where its spoiled twin ran. */
static void put_spoiled(const struct run_report *report)
{
	size_t ran = 0;
	size_t noticed = 0;

	for (size_t i = 0; i < report->judged_count; i++)
		if (is_spoiled(report->judged[i].check.test)) {
			ran++;
			noticed += report->judged[i].verdict == VERDICT_PASS;
		}
	if (ran)
		printf("spoiled on purpose: %zu, noticed: %zu\n", ran, noticed);
}

int workloads_report(const struct software_run *run)
{
	const struct run_report *report = &run->report;
	struct column columns[COLUMNS_MOST];
	const size_t n = columns_of(report, columns);
	size_t red = report->stale_count;

	put_table(report, columns, n);
	for (size_t i = 0; i < report->judged_count; i++)
		if (report->judged[i].planned->record.observation != OBSERVED_PASS &&
		    !is_spoiled(report->judged[i].check.test) &&
		    !verdict_is_red(report->judged[i].verdict))
			put_failure(run, &report->judged[i]);
	for (size_t i = 0; i < report->judged_count; i++)
		if (verdict_is_red(report->judged[i].verdict)) {
			put_failure(run, &report->judged[i]);
			red++;
		}
	for (size_t i = 0; i < report->stale_count; i++)
		printf("\nSTALE  %s:%d names no workload: %s\n", report->stale[i]->file,
		       report->stale[i]->line, report->stale[i]->patterns);
	putchar('\n');
	put_spoiled(report);
	for (size_t i = 0; i < report->unavailable_count; i++)
		printf("UNAVAILABLE %s on %s: %s\n", report->unavailable[i].backend,
		       report->unavailable[i].machine, report->unavailable[i].why);

	char path[1100];

	if (!software_results(run, path, sizeof(path)))
		return -1;
	printf("%zu red; %.0f s; results in %s\n", red, report->seconds, path);
	return (int)red;
}
