/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* results.jsonl: what other tools read. */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *strings_until_null(const char *const *list, size_t most)
{
	json_t *array = json_array();

	for (size_t i = 0; i < most && list[i]; i++)
		json_array_append_new(array, json_string(list[i]));
	return array;
}

static json_t *of_judged(const struct judged *j)
{
	const struct conformance_case *test = j->check.test;
	const struct record *r = &j->planned->record;
	const json_t *header = j->session->header;
	char again[300];
	char detail[800] = "";

	report_again(j, again, sizeof(again));
	if (r->observation != OBSERVED_PASS)
		snprintf(detail, sizeof(detail), "%s%s%s%s%s", r->where,
			 r->where[0] ? ": " : "", r->symptom, r->got[0] ? "; got " : "",
			 r->got);

	json_t *line = json_pack(
		"{ss ss ss ss ss ss ss ss ss sO? sO? ss ss ss sI ss}", "type", "check", "case",
		test->name, "rule", test->rule, "area", registry_area(test), "summary",
		test->summary, "flavour", flavour_names[j->check.flavour], "backend",
		j->session->instance->label, "backend_version", j->session->found.version,
		"machine", j->session->machine->name, "kernel",
		json_object_get(header, "kernel"), "page_size",
		json_object_get(header, "page_size"), "engine", j->check.engine->name,
		"observation", observation_names[r->observation], "verdict",
		verdict_names[j->verdict], "ms", (json_int_t)r->ms, "detail", detail);

	json_object_set_new(line, "issues", strings_until_null(test->issues, CASE_ISSUES));
	json_object_set_new(line, "source", json_string(test->file));
	json_object_set_new(line, "again", json_string(again));
	if (r->observation != OBSERVED_PASS) {
		json_object_set_new(line, "symptom", json_string(r->symptom));
		json_object_set_new(line, "got", json_string(r->got));
		json_object_set_new(line, "where", json_string(r->where));
		json_object_set_new(line, "last_words", json_string(r->last_words));
	}
	if (j->tries) {
		json_object_set_new(line, "tries", json_integer(j->tries));
		json_object_set_new(line, "failed_tries", json_integer(j->failed_tries));
	}
	if (j->repetitions > 1) {
		json_object_set_new(line, "repetitions", json_integer(j->repetitions));
		json_object_set_new(line, "failed_repetitions",
				    json_integer(j->failed_repetitions));
	}
	if (report_inconclusive(j))
		json_object_set_new(line, "inconclusive", json_string(report_inconclusive(j)));
	if (r->extra)
		json_object_update(line, r->extra);
	if (r->notes[0])
		json_object_set_new(line, "notes", json_string(r->notes));
	if (j->deviation) {
		json_object_set_new(line, "deviation_link", json_string(j->deviation->link));
		json_object_set_new(line, "deviation_reason",
				    json_string(j->deviation->reason));
	}
	return line;
}

json_t *report_session_head(const struct run_report *report, const struct session *session)
{
	json_t *line = session->header ? json_deep_copy(session->header) : json_object();

	json_object_set_new(line, "type", json_string("run"));
	json_object_set_new(line, "machine", json_string(session->machine->name));
	json_object_set_new(line, "backend", json_string(session->instance->label));
	json_object_set_new(line, "backend_version", json_string(session->found.version));
	json_object_set(line, "host", report->host);
	if (session->trouble[0])
		json_object_set_new(line, "trouble", json_string(session->trouble));
	return line;
}

void report_put_unavailable(FILE *file, const struct run_report *report)
{
	for (size_t i = 0; i < report->unavailable_count; i++)
		json_put_line(file, json_pack("{ss ss ss ss}", "type", "unavailable", "machine",
					      report->unavailable[i].machine, "backend",
					      report->unavailable[i].backend, "why",
					      report->unavailable[i].why));
}

bool report_end_file(struct whole_file *whole, const struct run_report *report,
		     const char *name)
{
	char path[1100];
	char why[1300];

	snprintf(path, sizeof(path), "%s/%s", report->directory, name);
	if (whole_file_end(whole, path, why, sizeof(why)))
		return true;
	fprintf(stderr, "conformance: %s; make room and continue with --resume\n", why);
	return false;
}

static json_t *of_session(const struct run_report *report, const struct session *s)
{
	json_t *line = report_session_head(report, s);

	if (s->found.build[0])
		json_object_set_new(line, "backend_build", json_string(s->found.build));
	json_object_set_new(line, "licence", json_string(s->instance->backend->licence));
	json_object_set_new(line, "binfmt_flags",
			    json_string(s->instance->backend->binfmt_flags
						? s->instance->backend->binfmt_flags
						: ""));
	json_object_set_new(line, "seconds", json_integer((json_int_t)report->seconds));
	json_object_set_new(line, "boots", json_integer(s->boots));
	if (s->first_container_ms)
		json_object_set_new(line, "first_container_ms",
				    json_integer(s->first_container_ms));
	return line;
}

bool report_results(const struct run_report *report)
{
	struct whole_file whole;
	FILE *file = whole_file_begin(&whole);

	if (report->shard) {
		json_object_set_new(report->shard, "seconds",
				    json_integer((json_int_t)report->seconds));
		json_put_line(file, json_incref(report->shard));
	}
	report_put_unavailable(file, report);
	for (size_t s = 0; s < report->session_count; s++) {
		json_put_line(file, of_session(report, &report->sessions[s]));
		for (size_t i = 0; i < report->judged_count; i++)
			if (report->judged[i].session == &report->sessions[s])
				json_put_line(file, of_judged(&report->judged[i]));
	}
	for (size_t i = 0; i < report->stale_count; i++)
		json_put_line(file, json_pack("{ss ss ss si}", "type", "stale", "case",
					      report->stale[i]->patterns, "file",
					      report->stale[i]->file, "line",
					      report->stale[i]->line));
	return report_end_file(&whole, report, "results.jsonl");
}
