/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* One failure, as if it were the first its reader ever saw. */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool colours(void)
{
	const char *no = getenv("NO_COLOR");

	return isatty(1) && !(no && *no);
}

void report_verdict(enum verdict v, const char *text)
{
	const char *colour = verdict_is_red(v)	 ? "\033[1;31m"
			     : v == VERDICT_PASS ? "\033[32m"
						 : "\033[33m";

	if (colours())
		printf("%s%s\033[0m", colour, text);
	else
		fputs(text, stdout);
}

static bool in_place;

void report_in_place(void)
{
	in_place = true;
}

void report_again(const struct judged *j, char *text, size_t size)
{
	char repeat[24] = "";

	if (j->repetitions > 1)
		snprintf(repeat, sizeof(repeat), " REPEAT=%d", j->repetitions);
	if (report_is_of_mutations()) {
		snprintf(text, size, "make mutation CASE=%s", j->planned->name);
		return;
	}
	if (in_place) {
		const struct backend *backend = j->session->instance->backend;
		const bool own = backend->registered || backend_is_native(backend);

		snprintf(text, size, "conformance run%s%s --case=%s",
			 own ? "" : " --private=", own ? "" : j->session->instance->label,
			 j->planned->name);
		return;
	}
	snprintf(text, size, "make conformance MACHINE=%s BACKEND=%s CASE=%s%s",
		 j->session->machine->name, j->session->instance->label, j->planned->name,
		 repeat);
}

static void put_flaky(const struct judged *j)
{
	printf("  its repetitions disagree, %d of %d fail:\n", j->failed_repetitions,
	       j->repetitions);
	for (size_t i = 0; i < j->session->count; i++) {
		const struct planned *p = &j->session->checks[i];

		if (strncmp(p->name, j->planned->name, strlen(j->planned->name)) == 0)
			printf("    %s %s\n", observation_names[p->record.observation],
			       p->record.symptom);
	}
}

/* The first failed claim is the one that is recorded; the others may explain it. */
static void put_further_claims(const struct record *r)
{
	enum { SHOWN = 5 };
	const json_t *claims = json_object_get(r->extra, "claims");
	size_t count = json_array_size(claims);

	for (size_t i = 1; i < count && i <= SHOWN; i++) {
		const json_t *claim = json_array_get(claims, i);

		printf("  and %s: %s\n    got %s\n",
		       json_string_value(json_object_get(claim, "where")),
		       json_string_value(json_object_get(claim, "expression")),
		       json_string_value(json_object_get(claim, "got")));
	}
	if (count > SHOWN + 1)
		printf("  and %zu more, in results.jsonl\n", count - SHOWN - 1);
}

/* The report on this case and translator that lies in docs/findings, if any: its
 * index has a line for each. */
static bool find_finding(const struct judged *j, char *file, size_t size)
{
	FILE *index = fopen("docs/findings/README.md", "re");
	char line[1024];
	char name[128];
	char start[64];
	const char *at = NULL;

	snprintf(name, sizeof(name), "`%s`", j->check.test->name);
	snprintf(start, sizeof(start), "](%s-", j->session->instance->backend->name);
	while (index && !at && fgets(line, sizeof(line), index))
		if (strstr(line, name))
			at = strstr(line, start);
	if (at)
		snprintf(file, size, "docs/findings/%.*s", (int)strcspn(at + 2, ")"), at + 2);
	if (index)
		fclose(index);
	return at;
}

/* How the CPU itself fared, in the same machine if the case is one for it. */
static void put_controls(const struct run_report *report, const struct judged *j)
{
	bool found = false;

	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *control = &report->judged[i];
		const struct session *s = control->session;

		if (!backend_is_native(s->instance->backend) ||
		    strcmp(control->planned->name, j->planned->name) != 0 ||
		    (s->machine != j->session->machine && !j->check.test->x86_64_only))
			continue;
		printf("  control %s on %s: %s\n", s->instance->label, s->machine->name,
		       verdict_names[control->verdict]);
		found = true;
	}
	if (!found && !backend_is_native(j->session->instance->backend))
		printf("  control: none in this run; BACKEND=%s,native-* has it beside\n",
		       j->session->instance->label);
}

/* Why it is no surprise. */
static void put_record(const struct run_report *report, const struct judged *j)
{
	const struct deviation *d = j->deviation;
	char file[300];

	if (d)
		printf("  recorded in %s:%d%s%s%s%s\n", d->file, d->line,
		       d->reason[0] ? ":\n    " : "", d->reason, d->link[0] ? "\n    " : "",
		       d->link);
	if (find_finding(j, file, sizeof(file)))
		printf("  looked into: %s\n", file);
	put_controls(report, j);
}

/* The paragraph that would make it no surprise. */
static void put_how_to_record(const struct judged *j)
{
	const struct record *r = &j->planned->record;
	const struct instance *i = j->session->instance;
	const struct backend_found *found = &j->session->found;

	if (j->verdict != VERDICT_FAIL && j->verdict != VERDICT_CHANGED)
		return;
	if (backend_is_native(i->backend)) {
		printf("  a control is recorded nowhere: either the case claims what nobody "
		       "promises,\n"
		       "  or this kernel lacks it (.needs)\n");
		return;
	}
	if (!j->session->translator)
		return;
	printf("  if the controls pass and you know why, %s tests/expect/%s.txt:\n",
	       j->verdict == VERDICT_CHANGED ? "put right in" : "add to",
	       j->session->translator->name);
	printf("    Case: %s\n    Machine: %s\n    Version: %s\n", j->check.test->name,
	       session_judged_machine(j->session), found->version[0] ? found->version : "*");
	if (found->build[0])
		printf("    Build: %s, if it depends on that\n", found->build);
	printf("    Fails: %s %s\n%s"
	       "    Reason: what %s does, and why; or Link: a thread about it\n"
	       "  without Machine and Version if it is so on all (docs/guide/verdicts.md)\n",
	       observation_names[r->observation], r->symptom,
	       j->forms ? "    Forms: those that are not recorded yet\n" : "",
	       j->session->translator->name);
}

void report_failure(const struct run_report *report, const struct judged *j)
{
	const struct record *r = &j->planned->record;
	const struct conformance_case *t = j->check.test;
	char again[300];

	putchar('\n');
	report_verdict(j->verdict, verdict_names[j->verdict]);
	printf("  %s  %s  %s\n", j->session->machine->name, j->session->instance->label,
	       j->planned->name);
	printf("  rule %s: %s\n", t->rule, t->summary);
	if (j->verdict == VERDICT_XPASS)
		printf("  it passes, but %s:%d expects \"%s\": update that file\n",
		       j->deviation->file, j->deviation->line, j->deviation->symptom);
	else if (j->verdict == VERDICT_FLAKY)
		put_flaky(j);
	else
		printf("  %s%s%s: %s\n", r->where, r->where[0] ? ": " : "",
		       observation_names[r->observation], r->symptom);
	if (r->got[0])
		printf("  got %s\n", r->got);
	put_further_claims(r);
	if (j->forms && verdict_is_red(j->verdict))
		printf("  forms %s\n", j->forms);
	if (j->failed_tries)
		printf("  %ld of %ld tries failed\n", j->failed_tries, j->tries);
	if (j->verdict != VERDICT_FLAKY && j->failed_repetitions &&
	    j->failed_repetitions < j->repetitions)
		printf("  %d of %d repetitions failed\n", j->failed_repetitions,
		       j->repetitions);
	if (j->verdict == VERDICT_CHANGED)
		printf("  recorded: %s %s (%s:%d)\n",
		       observation_names[j->deviation->observation], j->deviation->symptom,
		       j->deviation->file, j->deviation->line);
	if (r->last_words[0]) {
		char words[sizeof(r->last_words)];
		char *rest = words;

		snprintf(words, sizeof(words), "%s", r->last_words);
		printf("  its last words:\n");
		for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
			if (*line)
				printf("    %s\n", line);
	}
	for (size_t i = 0; i < CASE_ISSUES && t->issues[i]; i++)
		printf("  reported before: %s\n", t->issues[i]);
	if (!verdict_is_red(j->verdict))
		put_record(report, j);
	else if (report->judged_count <= REPORT_FEW && !report_is_of_mutations())
		put_how_to_record(j);
	report_again(j, again, sizeof(again));
	printf("  again: %s\n", again);
}
