/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "results_of_software.h"

#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void software_again(const struct software_run *run, const struct judged *j, char *text,
		    size_t size)
{
	const char *name = j->check.test->name;
	const char *end = is_spoiled(j->check.test) ? strstr(name, "_spoiled") : NULL;

	snprintf(text, size, "make %s MACHINE=%s BACKEND=%s %s=%.*s", run->kind->name,
		 j->session->machine->name, j->session->instance->label, run->kind->variable,
		 (int)(end ? end - name : (long)strlen(name)), name);
}

bool software_keep_logs(const struct software_run *run, const struct judged *j, char *directory,
			size_t size)
{
	const json_t *logs = json_object_get(j->planned->record.extra, "logs");
	const char *parts[] = { "logs", j->session->machine->name, j->session->instance->label,
				j->check.test->name };
	const char *name;
	json_t *text;
	size_t used;

	if (!json_object_size(logs))
		return false;
	used = (size_t)snprintf(directory, size, "%s", run->report.directory);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && used < size; i++) {
		used += (size_t)snprintf(directory + used, size - used, "/%s", parts[i]);
		if (mkdir(directory, 0755) && errno != EEXIST)
			return false;
	}
	json_object_foreach((json_t *)logs, name, text)
	{
		char path[1200];

		snprintf(path, sizeof(path), "%s/%s", directory, name);

		FILE *file = fopen(path, "we");

		if (file) {
			fputs(json_string_value(text), file);
			fclose(file);
		}
	}
	return true;
}

bool software_end_file(const struct software_run *run, struct whole_file *whole,
		       const char *path)
{
	char why[1300];

	if (whole_file_end(whole, path, why, sizeof(why)))
		return true;
	fprintf(stderr, "%s: %s; make room and type it again with RESUME=1\n", run->kind->name,
		why);
	return false;
}

static json_t *of_session(const struct run_report *report, const struct session *s)
{
	json_t *line = report_session_head(report, s);

	json_object_set_new(line, "image", json_string(s->image ? s->image : ""));
	return line;
}

static json_t *of_workload(const struct software_run *run, const struct judged *j)
{
	const struct record *r = &j->planned->record;
	char again[400];
	char logs[900];
	char detail[800] = "";

	software_again(run, j, again, sizeof(again));
	if (r->observation != OBSERVED_PASS)
		snprintf(detail, sizeof(detail), "%s%s%s%s%s", r->where,
			 r->where[0] ? ": " : "", r->symptom, r->got[0] ? "; got " : "",
			 r->got);
	json_t *line = json_pack("{ss ss ss ss ss ss ss ss sI ss ss ss}", "type", "workload",
				 "workload", j->check.test->name, "summary",
				 j->check.test->summary, "backend", j->session->instance->label,
				 "backend_version", j->session->instance->found.version,
				 "machine", j->session->machine->name, "observation",
				 observation_names[r->observation], "verdict",
				 verdict_names[j->verdict], "ms", (json_int_t)r->ms, "detail",
				 detail, "source", j->check.test->file, "again", again);

	if (is_spoiled(j->check.test))
		json_object_set_new(line, "spoiled", json_true());
	if (j->planned->limit > 0)
		json_object_set_new(line, "limit_s", json_real(j->planned->limit));
	if (r->observation != OBSERVED_PASS) {
		json_object_set_new(line, "symptom", json_string(r->symptom));
		json_object_set_new(line, "last_words", json_string(r->last_words));
		if (software_keep_logs(run, j, logs, sizeof(logs)))
			json_object_set_new(line, "logs", json_string(logs));
	}
	if (j->deviation) {
		json_object_set_new(line, "deviation_link", json_string(j->deviation->link));
		json_object_set_new(line, "deviation_reason",
				    json_string(j->deviation->reason));
	}
	return line;
}

bool software_results(const struct software_run *run, char *path, size_t size)
{
	const struct run_report *report = &run->report;

	snprintf(path, size, "%s/%s.jsonl", report->directory, run->kind->name);

	struct whole_file whole;
	FILE *file = whole_file_begin(&whole);

	report_put_unavailable(file, report);
	for (size_t s = 0; s < report->session_count; s++) {
		json_put_line(file, of_session(report, &report->sessions[s]));
		for (size_t i = 0; i < report->judged_count; i++)
			if (report->judged[i].session == &report->sessions[s])
				json_put_line(file, of_workload(run, &report->judged[i]));
	}
	return software_end_file(run, &whole, path);
}
