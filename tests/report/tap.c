/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * results.tap and junit.xml. cmocka's own (1.1.5) write a skip as "not ok"
 * and lose what a failure says, so these come from the judged run.
 */
#include "report.h"

#include <stdio.h>
#include <string.h>

bool report_tap(const struct run_report *report)
{
	struct whole_file whole;
	FILE *file = whole_file_begin(&whole);
	size_t number = 0;

	fprintf(file, "TAP version 13\n1..%zu\n",
		report->judged_count + report->stale_count + report->unavailable_count);
	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *j = &report->judged[i];
		const struct record *r = &j->planned->record;
		bool red = verdict_is_red(j->verdict);

		fprintf(file, "%s %zu - %s %s %s%s%s\n",
			red || j->verdict == VERDICT_XFAIL ? "not ok" : "ok", ++number,
			j->session->machine->name, j->session->instance->label,
			j->planned->name,
			/* TAP expects a TODO to be "not ok". */
			j->verdict == VERDICT_XFAIL	    ? " # TODO recorded deviation"
			: j->verdict == VERDICT_UNSUPPORTED ? " # SKIP unsupported"
			: j->verdict == VERDICT_SKIPPED	    ? " # SKIP "
							    : "",
			j->verdict == VERDICT_SKIPPED ? r->symptom : "");
		if (red)
			fprintf(file,
				"  ---\n  verdict: %s\n  observation: %s\n  symptom: '%s'\n"
				"  got: '%s'\n  at: '%s'\n  ...\n",
				verdict_names[j->verdict], observation_names[r->observation],
				r->symptom, r->got, r->where);
	}
	for (size_t i = 0; i < report->stale_count; i++)
		fprintf(file, "not ok %zu - STALE %s:%d names no case: %s\n", ++number,
			report->stale[i]->file, report->stale[i]->line,
			report->stale[i]->patterns);
	for (size_t i = 0; i < report->unavailable_count; i++)
		fprintf(file, "ok %zu - %s %s # SKIP UNAVAILABLE %s\n", ++number,
			report->unavailable[i].machine, report->unavailable[i].backend,
			report->unavailable[i].why);
	return report_end_file(&whole, report, "results.tap");
}

static void put_xml(FILE *file, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '<':
			fputs("&lt;", file);
			break;
		case '>':
			fputs("&gt;", file);
			break;
		case '&':
			fputs("&amp;", file);
			break;
		case '"':
			fputs("&quot;", file);
			break;
		case '\n':
			fputs("&#10;", file);
			break;
		default:
			fputc(*text, file);
		}
}

/* JUnit knows no failure that was expected. */
static bool junit_skips(const struct judged *j)
{
	return j->verdict == VERDICT_UNSUPPORTED || j->verdict == VERDICT_XFAIL ||
	       j->verdict == VERDICT_SKIPPED;
}

static void put_case(FILE *file, const struct judged *j)
{
	const struct record *r = &j->planned->record;
	char again[300];

	fprintf(file, "    <testcase classname=\"%s.%s.%s\" name=\"%s\" time=\"%.3f\">",
		j->session->machine->name, j->session->instance->label,
		registry_area(j->check.test), j->planned->name, (double)r->ms / 1000);
	if (junit_skips(j)) {
		fprintf(file, "<skipped message=\"%s: ", verdict_names[j->verdict]);
		put_xml(file, r->symptom);
		fputs("\"/>", file);
	} else if (verdict_is_red(j->verdict)) {
		const char *tag = j->verdict == VERDICT_BROKEN ? "error" : "failure";

		report_again(j, again, sizeof(again));
		fprintf(file, "<%s type=\"%s\" message=\"", tag, verdict_names[j->verdict]);
		put_xml(file, r->symptom);
		fputs("\">", file);
		put_xml(file, r->where);
		fputs(" got ", file);
		put_xml(file, r->got);
		fputs("&#10;rule ", file);
		put_xml(file, j->check.test->rule);
		fputs("&#10;again: ", file);
		put_xml(file, again);
		fputs("&#10;", file);
		put_xml(file, r->last_words);
		fprintf(file, "</%s>", tag);
	}
	fputs("</testcase>\n", file);
}

struct totals {
	size_t tests, failures, errors, skipped;
	double seconds;
};

static struct totals totals_of(const struct run_report *report, const struct session *s)
{
	struct totals t = { 0 };

	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *j = &report->judged[i];

		if (s && j->session != s)
			continue;
		t.tests++;
		t.errors += j->verdict == VERDICT_BROKEN;
		t.failures += verdict_is_red(j->verdict) && j->verdict != VERDICT_BROKEN;
		t.skipped += junit_skips(j);
		t.seconds += (double)j->planned->record.ms / 1000;
	}
	return t;
}

bool report_junit(const struct run_report *report)
{
	struct whole_file whole;
	FILE *file = whole_file_begin(&whole);
	struct totals all = totals_of(report, NULL);

	fprintf(file,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"conformance\" "
		"tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" time=\"%.1f\">\n",
		all.tests + report->stale_count, all.failures + report->stale_count, all.errors,
		report->seconds);
	for (size_t i = 0; i < report->session_count; i++) {
		const struct session *s = &report->sessions[i];
		struct totals t = totals_of(report, s);

		fprintf(file,
			"  <testsuite name=\"%s %s\" tests=\"%zu\" failures=\"%zu\" "
			"errors=\"%zu\" "
			"skipped=\"%zu\" time=\"%.3f\">\n",
			s->machine->name, s->instance->label, t.tests, t.failures, t.errors,
			t.skipped, t.seconds);
		for (size_t k = 0; k < report->judged_count; k++)
			if (report->judged[k].session == s)
				put_case(file, &report->judged[k]);
		fputs("  </testsuite>\n", file);
	}
	if (report->stale_count) {
		fprintf(file,
			"  <testsuite name=\"deviations\" tests=\"%zu\" failures=\"%zu\" "
			"errors=\"0\">\n",
			report->stale_count, report->stale_count);
		for (size_t i = 0; i < report->stale_count; i++) {
			fprintf(file,
				"    <testcase name=\"%s:%d\"><failure type=\"STALE\" "
				"message=\"",
				report->stale[i]->file, report->stale[i]->line);
			put_xml(file, report->stale[i]->patterns);
			fputs(" names no case\"/></testcase>\n", file);
		}
		fputs("  </testsuite>\n", file);
	}
	fputs("</testsuites>\n", file);
	return report_end_file(&whole, report, "junit.xml");
}
