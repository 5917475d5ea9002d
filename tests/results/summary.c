/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "failures.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A job's page shows a mebibyte at most. */
enum { ROWS_MOST = 500 };

/* In a cell of a table, as code. */
static void put_code(FILE *file, const char *text)
{
	if (!*text)
		return;
	fputs("<code>", file);
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
		case '|':
			fputs("&#124;", file);
			break;
		case '*':
			fputs("&#42;", file);
			break;
		case '_':
			fputs("&#95;", file);
			break;
		case '`':
			fputs("&#96;", file);
			break;
		case '\n':
			fputc(' ', file);
			break;
		default:
			fputc(*text, file);
		}
	fputs("</code>", file);
}

static void put_how(FILE *file, const struct result *r)
{
	fprintf(file, "%s ", observation_names[r->observation]);
	put_code(file, r->symptom);
}

static void put_title(FILE *file, const struct failures *f)
{
	const size_t accepted = f->count + f->stale - f->counting;

	fprintf(file, "# x86_64 containers on ARM64 Linux: ");
	if (f->counting)
		fprintf(file, "%zu %s\n\n", f->counting,
			f->comparison ? "worse than the baseline"
				      : (f->counting == 1 ? "failure" : "failures"));
	else
		fprintf(file, "%s\n\n",
			f->comparison ? "nothing is worse than the baseline" : "no failure");
	fprintf(file, "%zu checks", f->results->count);
	if (f->comparison)
		fprintf(file, ", compared with `%s`", f->baseline);
	if (accepted)
		fprintf(file, "; %zu more acceptable by `%s`", accepted, f->policy->path);
	fprintf(file, ".\n\n");
}

static void put_totals(FILE *file, const struct results *results)
{
	fprintf(file, "| machine | backend | version | passed | fails as recorded | skipped | "
		      "red |\n| --- | --- | --- | --: | --: | --: | --: |\n");
	for (size_t i = 0; i < results->session_count; i++) {
		const struct results_session *s = &results->sessions[i];
		size_t n[VERDICT_COUNT + 1] = { 0 };
		size_t red = 0;

		for (size_t k = 0; k < results->count; k++) {
			const struct result *r = &results->list[k];

			if (strcmp(r->machine, s->machine) != 0 ||
			    strcmp(r->backend, s->backend) != 0)
				continue;
			n[r->verdict]++;
			red += r->verdict < VERDICT_COUNT && verdict_is_red(r->verdict);
		}
		fprintf(file, "| %s | %s | %s | %zu | %zu | %zu | %zu |\n", s->machine,
			s->backend, s->version, n[VERDICT_PASS],
			n[VERDICT_XFAIL] + n[VERDICT_UNSUPPORTED], n[VERDICT_SKIPPED], red);
	}
	fputc('\n', file);
}

static void put_failures(FILE *file, const struct failures *f)
{
	size_t told = 0;

	if (f->counting == f->stale)
		return;
	fprintf(file,
		"## %s\n\n| machine | backend | check | %show |\n| --- | --- | --- | "
		"%s--- |\n",
		f->comparison ? "Worse" : "Failures", f->comparison ? "was | " : "",
		f->comparison ? "--- | " : "");
	for (size_t i = 0; i < f->count; i++) {
		const struct result *r = f->list[i].result;

		if (f->list[i].by || told++ >= ROWS_MOST)
			continue;
		fprintf(file, "| %s | %s | %s | ", r->machine, r->backend, r->name);
		if (f->list[i].before) {
			put_how(file, f->list[i].before);
			fputs(" | ", file);
		}
		put_how(file, r);
		fputs(" |\n", file);
	}
	if (told > ROWS_MOST)
		fprintf(file, "\nand %zu more, in `%s`\n", told - ROWS_MOST, f->path);
	fputc('\n', file);
}

static void put_policy(FILE *file, const struct policy *policy)
{
	if (!policy || !policy->count)
		return;
	fprintf(file,
		"## Acceptable by `%s`\n\n| line | failures | reason |\n| --: | --: | "
		"--- |\n",
		policy->path);
	for (size_t i = 0; i < policy->count; i++) {
		fprintf(file, "| %d | %zu%s | ", policy->list[i].line, policy->list[i].used,
			policy->list[i].used ? "" : ": not needed any more?");
		put_code(file, policy->list[i].reason);
		fputs(" |\n", file);
	}
	fputc('\n', file);
}

/* What the run could not look at, or found to be out of date. */
static void put_others(FILE *file, const struct results *results)
{
	for (size_t i = 0; i < results->line_count; i++) {
		const json_t *line = results->lines[i];
		const char *type = json_string_value(json_object_get(line, "type"));

		if (!type)
			continue;
		if (strcmp(type, "unavailable") == 0)
			fprintf(file, "- UNAVAILABLE %s on %s: %s\n",
				json_string_value(json_object_get(line, "backend")),
				json_string_value(json_object_get(line, "machine")),
				json_string_value(json_object_get(line, "why")));
		else if (strcmp(type, "stale") == 0)
			fprintf(file, "- STALE: %s:%lld names no case\n",
				json_string_value(json_object_get(line, "file")),
				json_integer_value(json_object_get(line, "line")));
	}
}

bool failures_summarise(const struct failures *f, const char *path, char *why, size_t size)
{
	FILE *file = fopen(path, "we");
	bool ok = file;

	if (file) {
		put_title(file, f);
		put_totals(file, f->results);
		put_failures(file, f);
		put_policy(file, f->policy);
		put_others(file, f->results);
		ok = !ferror(file);
		ok = fclose(file) == 0 && ok;
	}
	if (!ok)
		snprintf(why, size, "cannot write %s: %s", path, strerror(errno));
	return ok;
}
