/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What a run of suites tells. A test counts if it passes natively on x86_64 and
 * natively in the same machine; what of those fails under a backend is that backend's.
 */
#include "lists.h"
#include "report.h"
#include "results_of_software.h"
#include "software.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 128 };

/* One suite under one backend on one machine. */
struct tally {
	const struct suite *suite;
	const struct session *session;
	size_t counted, passed, red;
};

static const struct group *group_of(const struct judged *j)
{
	return j->check.test->data;
}

static json_t *tests_of(const struct judged *j)
{
	return j ? json_object_get(j->planned->record.extra, "tests") : NULL;
}

static bool passes(json_t *tests, const char *test)
{
	const char *text = json_string_value(json_object_get(tests, test));

	return text && strcmp(text, "pass") == 0;
}

/* The same group natively: on x86_64, or on arm64 in the same machine. */
static const struct judged *native_of(const struct run_report *report, const struct judged *j,
				      const struct backend *backend)
{
	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *other = &report->judged[i];

		if (other->check.test == j->check.test &&
		    other->session->instance->backend == backend &&
		    (backend == &backend_native_x86_64 ||
		     other->session->machine == j->session->machine))
			return other;
	}
	return NULL;
}

/* Those that pass under both natives. */
static json_t *counted_of(const struct run_report *report, const struct judged *j)
{
	json_t *oracle = tests_of(native_of(report, j, &backend_native_x86_64));
	json_t *control = tests_of(native_of(report, j, &backend_native_arm64));
	json_t *counted = json_object();
	const char *test;
	json_t *text;

	if (oracle && control)
		json_object_foreach(oracle, test,
				    text) if (passes(oracle, test) && passes(control, test))
			json_object_set(counted, test, text);
	return counted;
}

static void outcome_of(json_t *tests, const char *test, char *outcome, size_t size,
		       const char **words)
{
	const char *text = json_string_value(json_object_get(tests, test));
	const size_t length = strcspn(text ? text : "missing", " ");

	snprintf(outcome, size, "%.*s", (int)length, text ? text : "missing");
	*words = text && text[length] ? text + length + 1 : "";
}

static enum verdict verdict_of(const struct listed *listed, const char *outcome)
{
	const bool pass = strcmp(outcome, "pass") == 0;

	if (!listed)
		return pass ? VERDICT_PASS : VERDICT_FAIL;
	if (listed->varies)
		return pass ? VERDICT_PASS : VERDICT_XFAIL;
	if (pass)
		return VERDICT_XPASS;
	return strcmp(listed->outcome, outcome) == 0 ? VERDICT_XFAIL : VERDICT_CHANGED;
}

static void put_row(FILE *file, const struct software_run *run, const struct judged *j,
		    const char *test, const char *outcome, const char *words,
		    enum verdict verdict)
{
	static const char *const observations[][2] = { { "fail", "wrong" },
						       { "missing", "wrong" },
						       { "skip", "refused" } };
	const char *observation = outcome;
	char again[400];

	for (size_t i = 0; i < sizeof(observations) / sizeof(observations[0]); i++)
		if (strcmp(outcome, observations[i][0]) == 0)
			observation = observations[i][1];
	software_again(run, j, again, sizeof(again));
	json_t *line =
		json_pack("{ss ss ss ss ss ss ss ss ss ss ss}", "type", "suite", "suite",
			  group_of(j)->suite->name, "group", j->check.test->name, "test", test,
			  "backend", j->session->instance->label, "backend_version",
			  j->session->instance->found.version, "machine",
			  j->session->machine->name, "observation", observation, "verdict",
			  verdict_names[verdict], "detail", words, "again", again);

	json_put_line(file, line);
}

static void list_path(const struct software_run *run, const struct tally *t, char *path,
		      size_t size)
{
	snprintf(path, size, "%s/%s-%s.txt", run->kind->expect, t->suite->name,
		 t->session->instance->label);
}

static struct listed entry_of(const struct judged *j, const char *test, const char *outcome,
			      const char *words, const struct listed *before)
{
	struct listed entry = { .varies = before && before->varies };

	snprintf(entry.group, sizeof(entry.group), "%s", group_of(j)->name);
	snprintf(entry.test, sizeof(entry.test), "%s", test);
	snprintf(entry.outcome, sizeof(entry.outcome), "%s", outcome);
	snprintf(entry.reason, sizeof(entry.reason), "%.200s",
		 before	  ? before->reason
		 : *words ? words
			  : "no words");
	return entry;
}

/* One group under one backend: its rows, its failures, and what would be recorded. */
static void tell_group(const struct software_run *run, struct tally *t, const struct judged *j,
		       const struct list *recorded, struct list *fresh, FILE *file)
{
	json_t *counted = counted_of(&run->report, j);
	const char *test;
	json_t *text;

	json_object_foreach(counted, test, text)
	{
		struct listed *listed = list_find(recorded, group_of(j)->name, test);
		char outcome[16];
		const char *words;

		outcome_of(tests_of(j), test, outcome, sizeof(outcome), &words);

		const enum verdict verdict = verdict_of(listed, outcome);

		t->counted++;
		t->passed += strcmp(outcome, "pass") == 0;
		t->red += verdict_is_red(verdict);
		if (listed)
			listed->met = true;
		put_row(file, run, j, test, outcome, words, verdict);
		if (strcmp(outcome, "pass") != 0 || (listed && listed->varies)) {
			const struct listed entry = entry_of(j, test, outcome, words, listed);

			list_add(fresh, &entry);
		}
		if (!verdict_is_red(verdict))
			continue;
		report_verdict(verdict, verdict_names[verdict]);
		printf("  %s  %s  %s %s: %s %s\n", j->session->machine->name,
		       j->session->instance->label, group_of(j)->name, test, outcome, words);
	}
	json_decref(counted);
}

/* Those recorded that no test answers to, of a group that ran. */
static size_t tell_stale(const struct list *recorded, const struct judged *j, const char *path)
{
	size_t n = 0;

	for (size_t i = 0; i < recorded->count; i++)
		if (!recorded->entries[i].met &&
		    strcmp(recorded->entries[i].group, group_of(j)->name) == 0) {
			printf("STALE  %s: %s %s is no test that counts\n", path,
			       recorded->entries[i].group, recorded->entries[i].test);
			n++;
		}
	return n;
}

/* "NAME VERSION" of the package, in the image of the tests. */
static void package_of(const struct software_run *run, const struct suite *suite, char *text,
		       size_t size)
{
	char path[700];
	char line[300];

	snprintf(path, sizeof(path), "%s/suites-amd64/packages", run->images);
	snprintf(text, size, "%s unknown", suite->package);

	FILE *list = fopen(path, "re");

	while (list && fgets(line, sizeof(line), list))
		if (strncmp(line, suite->package, strlen(suite->package)) == 0 &&
		    line[strlen(suite->package)] == ' ') {
			*strrchr(line, ' ') = 0;
			snprintf(text, size, "%s", line);
		}
	if (list)
		fclose(list);
}

/* A suite under a backend: all its groups. False: its list can't be read or written. */
static bool tell_tally(const struct software_run *run, struct tally *t, FILE *file)
{
	const struct run_report *report = &run->report;
	struct list recorded;
	struct list fresh = { .count = 0 };
	char path[700];
	char package[300];
	char why[900] = "";

	list_path(run, t, path, sizeof(path));
	package_of(run, t->suite, package, sizeof(package));
	if (!list_read(path, &recorded, why, sizeof(why))) {
		fprintf(stderr, "suites: %s\n", why);
		return false;
	}
	if (recorded.version[0] && strcmp(recorded.version, strchr(package, ' ') + 1) != 0)
		printf("%s was made with version %s, the image has %s: look at what is new, "
		       "then make it anew: make suites SUITE=%s RECORD=1\n",
		       path, recorded.version, package, t->suite->name);
	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *j = &report->judged[i];

		if (group_of(j)->suite != t->suite || j->session != t->session)
			continue;
		if (tests_of(j)) {
			tell_group(run, t, j, &recorded, &fresh, file);
			t->red += tell_stale(&recorded, j, path);
		} else {
			printf("%s  %s  %s: %s %s\n",
			       observation_names[j->planned->record.observation],
			       j->session->instance->label, j->check.test->name,
			       j->planned->record.symptom, j->planned->record.got);
			t->red++;
		}
	}
	if (!run->record)
		return true;
	/* Of groups that did not run nothing is forgotten. */
	for (size_t i = 0; i < recorded.count; i++) {
		bool ran = false;

		for (size_t k = 0; k < report->judged_count; k++)
			ran |= report->judged[k].session == t->session &&
			       strcmp(group_of(&report->judged[k])->name,
				      recorded.entries[i].group) == 0;
		if (!ran)
			list_add(&fresh, &recorded.entries[i]);
	}
	if (!list_write(path, package, &fresh, why, sizeof(why))) {
		fprintf(stderr, "suites: %s\n", why);
		return false;
	}
	printf("%s: %zu tests recorded; write reasons in the place of words\n", path,
	       fresh.count);
	return true;
}

static size_t tallies_of(const struct run_report *report, struct tally *tallies, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *j = &report->judged[i];
		size_t k = 0;

		if (backend_is_native(j->session->instance->backend))
			continue;
		while (k < n && (tallies[k].suite != group_of(j)->suite ||
				 tallies[k].session != j->session))
			k++;
		if (k == n && n < most)
			tallies[n++] = (struct tally){ .suite = group_of(j)->suite,
						       .session = j->session };
	}
	return n;
}

/* What counts for nothing is the container's or the suite's own. */
static void put_natives(const struct run_report *report)
{
	for (size_t i = 0; i < report->session_count; i++) {
		const struct session *s = &report->sessions[i];
		size_t n[2] = { 0, 0 };

		if (!backend_is_native(s->instance->backend))
			continue;
		for (size_t k = 0; k < report->judged_count; k++) {
			const struct judged *j = &report->judged[k];
			const char *test;
			json_t *text;

			if (j->session == s)
				json_object_foreach(tests_of(j), test, text)
					n[passes(tests_of(j), test)]++;
		}
		printf("%-10s %-16s %zu of %zu pass\n", s->machine->name, s->instance->label,
		       n[1], n[0] + n[1]);
	}
}

int suites_report(const struct software_run *run)
{
	enum { TALLIES_MOST = 64 };
	struct tally tallies[TALLIES_MOST];
	const size_t n = tallies_of(&run->report, tallies, TALLIES_MOST);
	char path[700];
	size_t red = 0;

	snprintf(path, sizeof(path), "%s/suites.jsonl", run->report.directory);

	struct whole_file whole;
	FILE *file = whole_file_begin(&whole);
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++)
		ok = tell_tally(run, &tallies[i], file);
	ok = software_end_file(run, &whole, path) && ok;
	printf("\nnatively:\n");
	put_natives(&run->report);
	printf("\n%-10s %-16s %-12s passed of counted\n", "machine", "backend", "suite");
	for (size_t i = 0; i < n; i++) {
		printf("%-10s %-16s %-12s %zu of %zu\n", tallies[i].session->machine->name,
		       tallies[i].session->instance->label, tallies[i].suite->name,
		       tallies[i].passed, tallies[i].counted);
		red += tallies[i].red;
	}
	printf("%zu red; %.0f s; results in %s\n", red, run->report.seconds, path);
	return ok ? (int)red : -1;
}
