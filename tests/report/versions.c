/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What changed from one version of a backend to the next, on one machine. */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_WIDTH = 80, INDENT = 13 };

enum change { FIXED, BROKEN, DIFFERENT, CHANGE_COUNT };

static const char *const change_names[CHANGE_COUNT] = { "fixed", "broken", "different" };

struct changed {
	const struct judged *before, *after;
	enum change change;
	bool told;
};

/* Do repetitions of one version disagree, or did the harness fail, nothing can be
 * said of a change. */
static bool speaks(const struct judged *j)
{
	return j->verdict != VERDICT_FLAKY && j->verdict != VERDICT_BROKEN;
}

static bool same(const struct record *a, const struct record *b)
{
	return a->observation == b->observation && strcmp(a->symptom, b->symptom) == 0;
}

static const struct judged *of_session(const struct run_report *report, const struct session *s,
				       const char *name)
{
	for (size_t i = 0; i < report->judged_count; i++)
		if (report->judged[i].session == s &&
		    strcmp(report->judged[i].planned->name, name) == 0)
			return &report->judged[i];
	return NULL;
}

static size_t compare(const struct run_report *report, const struct session *before,
		      const struct session *after, struct changed *list)
{
	size_t n = 0;

	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *b = &report->judged[i];
		const struct judged *a;

		if (b->session != before)
			continue;
		a = of_session(report, after, b->planned->name);
		if (!a || !speaks(a) || !speaks(b) ||
		    same(&a->planned->record, &b->planned->record))
			continue;
		list[n++] = (struct changed){
			.before = b,
			.after = a,
			.change = a->planned->record.observation == OBSERVED_PASS   ? FIXED
				  : b->planned->record.observation == OBSERVED_PASS ? BROKEN
										    : DIFFERENT,
		};
	}
	return n;
}

static void put_cut(const char *start, const struct record *r)
{
	char line[400];

	snprintf(line, sizeof(line), "%*s%s%s %s", INDENT, "", start,
		 observation_names[r->observation], r->symptom);
	printf("%.*s\n", LINE_WIDTH, line);
}

/* Ways of the same case that changed alike are one entry. */
static void put_changed(struct changed *first, const struct changed *end)
{
	const struct record *was = &first->before->planned->record;
	const struct record *is = &first->after->planned->record;

	printf("  %-*s%s", INDENT - 2, change_names[first->change],
	       first->before->planned->name);
	for (struct changed *c = first + 1; c < end; c++)
		if (c->before->check.test == first->before->check.test &&
		    same(&c->before->planned->record, was) &&
		    same(&c->after->planned->record, is)) {
			c->told = true;
			printf(", %s", strchr(c->before->planned->name, '/') + 1);
		}
	putchar('\n');
	if (first->change != BROKEN)
		put_cut("", was);
	if (first->change != FIXED)
		put_cut(first->change == DIFFERENT ? "-> " : "", is);
}

static void put_changes(const struct run_report *report, const struct session *before,
			const struct session *after)
{
	struct changed *list = calloc(report->judged_count + 1, sizeof(*list));
	size_t n = list ? compare(report, before, after, list) : 0;
	size_t counts[CHANGE_COUNT] = { 0 };

	for (size_t i = 0; i < n; i++)
		counts[list[i].change]++;
	printf("\n%s  %s -> %s: %zu fixed, %zu broken, %zu different\n", before->machine->name,
	       before->instance->label, after->instance->label, counts[FIXED], counts[BROKEN],
	       counts[DIFFERENT]);
	for (int change = 0; change < CHANGE_COUNT; change++)
		for (size_t i = 0; i < n; i++)
			if ((int)list[i].change == change && !list[i].told)
				put_changed(&list[i], list + n);
	free(list);
}

void report_versions(const struct run_report *report)
{
	/* Sessions of a machine stand in the order of its backends' versions. */
	for (size_t i = 1; i < report->session_count; i++) {
		const struct session *before = &report->sessions[i - 1];
		const struct session *after = &report->sessions[i];

		if (before->machine == after->machine &&
		    before->instance->backend == after->instance->backend)
			put_changes(report, before, after);
	}
}
