/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "guest_report.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_note(struct guest_report *report, const char *name, const char *value)
{
	size_t used = strlen(report->notes);

	snprintf(report->notes + used, sizeof(report->notes) - used, "%s%s=%s",
		 used ? "; " : "", name, value);
}

/* A guest that fails in a loop says the same thing over and over. */
static void keep(struct guest_report *report, char *const fields[4])
{
	enum { CLAIMS_MOST = 32 };

	if (!report->all)
		report->all = json_array();
	if (json_array_size(report->all) < CLAIMS_MOST)
		json_array_append_new(report->all,
				      json_pack("{ss ss ss}", "where", fields[1], "expression",
						fields[2], "got", fields[3]));
}

static const char form_claim[] = "form ";

/* Thousands of forms are claims of one case: the first of them speaks only where no
 * claim of another kind failed. */
static bool keep_form(struct guest_report *report, const char *expression)
{
	const size_t n = strlen(form_claim);

	if (strncmp(expression, form_claim, n) != 0)
		return false;
	if (!report->forms)
		report->forms = json_array();
	json_array_append_new(report->forms, json_string(expression + n));
	return true;
}

/* A guest may write any number, and more than one. */
static void count_in(long *sum, const char *number)
{
	if (__builtin_add_overflow(*sum, atol(number), sum))
		*sum = LONG_MAX;
}

static void read_line(struct guest_report *report, char *line)
{
	char *fields[4] = { "", "", "", "" };
	size_t n = 0;

	for (char *p = line; p && n < 4; n++)
		fields[n] = strsep(&p, "\t");
	/* Guest text may be any bytes; JSON takes only UTF-8. */
	for (size_t i = 0; i < n; i++)
		for (char *p = fields[i]; *p; p++)
			if ((unsigned char)*p < 0x20 || (unsigned char)*p >= 0x7f)
				*p = '?';

	int kind = strcmp(fields[0], "fail") == 0      ? REPORT_FAIL
		   : strcmp(fields[0], "setup") == 0   ? REPORT_SETUP
		   : strcmp(fields[0], "refused") == 0 ? REPORT_REFUSED
						       : REPORT_NONE;

	if (strcmp(fields[0], "note") == 0)
		add_note(report, fields[2], fields[3]);
	if (strcmp(fields[0], "tries") == 0)
		count_in(&report->tries, fields[3]);
	if (strcmp(fields[0], "failed_tries") == 0)
		count_in(&report->failed_tries, fields[3]);
	if (strcmp(fields[0], "begin") == 0)
		report->begun = true;
	if (strcmp(fields[0], "end") == 0)
		report->ended = atol(fields[1]) > 0;
	if (kind == REPORT_NONE)
		return;
	keep(report, fields);

	const bool form = kind == REPORT_FAIL && keep_form(report, fields[2]);

	if (report->kind != REPORT_NONE && (form || !report->form_first))
		return;
	report->form_first = form;
	report->kind = kind;
	snprintf(report->where, sizeof(report->where), "%s", fields[1]);
	snprintf(report->expression, sizeof(report->expression), "%s", fields[2]);
	snprintf(report->got, sizeof(report->got), "%s", fields[3]);
}

void guest_report_parse(FILE *file, struct guest_report *report)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	memset(report, 0, sizeof(*report));
	while ((n = getline(&line, &room, file)) > 0) {
		if (line[n - 1] == '\n')
			line[n - 1] = 0;
		read_line(report, line);
	}
	free(line);
}

bool guest_report_read(const char *path, struct guest_report *report)
{
	FILE *file = fopen(path, "re");

	if (!file)
		return false;
	guest_report_parse(file, report);
	fclose(file);
	return true;
}

void guest_report_to_record(struct guest_report *report, bool control, struct record *record)
{
	record->observation =
		report->kind == REPORT_REFUSED ? OBSERVED_REFUSED : OBSERVED_WRONG;
	if (control && report->kind == REPORT_SETUP)
		record->observation = OBSERVED_BROKEN;
	snprintf(record->where, sizeof(record->where), "%s", report->where);
	snprintf(record->symptom, sizeof(record->symptom), "%s%.240s",
		 report->kind == REPORT_SETUP ? "set-up: " : "", report->expression);
	snprintf(record->got, sizeof(record->got), "%s", report->got);
	if (report->form_first) {
		snprintf(record->symptom, sizeof(record->symptom), "forms");
		snprintf(record->got, sizeof(record->got), "%zu, the first is %.80s: %.150s",
			 json_array_size(report->forms),
			 report->expression + strlen(form_claim), report->got);
	}
	if (json_array_size(report->all) > 1 || report->forms)
		record->extra = json_pack("{so}", "claims", report->all);
	else
		json_decref(report->all);
	if (report->forms)
		json_object_set_new(record->extra, "forms", report->forms);
	report->all = report->forms = NULL;
}
