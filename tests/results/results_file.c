/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "results_file.h"

#include "backend.h"
#include "check_name.h"
#include "data_place.h"
#include "file_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct backend *backend_of_label(const char *label)
{
	char name[64];

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(label, "@"), label);
	return backend_by_name(name);
}

static const char *text_of(const json_t *line, const char *key)
{
	const char *text = json_string_value(json_object_get(line, key));

	return text ? text : "";
}

/* What the kinds of results beside checks are told apart by. */
static bool name_other(const json_t *line, const char *type, char *name, size_t size)
{
	static const char *const parts[] = { "suite", "workload", "test", "setting" };
	size_t used = (size_t)snprintf(name, size, "%s", type);
	bool named = false;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && used < size; i++) {
		const char *part = json_string_value(json_object_get(line, parts[i]));

		if (!part)
			continue;
		used += (size_t)snprintf(name + used, size - used, "/%s", part);
		named = true;
	}
	return named && used < size;
}

static bool name_it(const json_t *line, char *name, size_t size)
{
	const char *type = text_of(line, "type");

	if (strcmp(type, "check") == 0)
		return snprintf(name, size, "%s/%s/%s", text_of(line, "case"),
				text_of(line, "flavour"), text_of(line, "engine")) < (int)size;
	if (strcmp(type, "done") == 0)
		return snprintf(name, size, "%s", text_of(line, "check")) < (int)size;
	return name_other(line, type, name, size);
}

static enum verdict verdict_of(const json_t *line)
{
	const char *name = text_of(line, "verdict");
	enum verdict v = 0;

	while (v < VERDICT_COUNT && strcmp(verdict_names[v], name) != 0)
		v++;
	return v;
}

/* False: the line is of another kind, as the head of a session. */
static bool take(const json_t *line, struct result *r)
{
	struct check check;

	*r = (struct result){ .machine = text_of(line, "machine"),
			      .backend = text_of(line, "backend"),
			      .version = text_of(line, "backend_version"),
			      .area = text_of(line, "area"),
			      .observation = observation_from(text_of(line, "observation")),
			      .symptom = text_of(line, "symptom"),
			      .verdict = verdict_of(line),
			      .ms = (long)json_integer_value(json_object_get(line, "ms")),
			      .line = line };
	if (!*r->machine || !*r->backend || r->observation == OBSERVED_COUNT ||
	    !name_it(line, r->name, sizeof(r->name)))
		return false;
	if (!*r->area && check_from_name(r->name, &check))
		r->area = registry_area(check.test);
	return true;
}

static int by_name(const struct result *a, const struct result *b)
{
	int order = strcmp(a->name, b->name);

	if (!order)
		order = strcmp(a->backend, b->backend);
	return order ? order : strcmp(a->machine, b->machine);
}

static int by_name_of_pointers(const void *a, const void *b)
{
	return by_name(*(const struct result *const *)a, *(const struct result *const *)b);
}

const struct result *results_find(const struct results *results, const char *machine,
				  const char *backend, const char *name)
{
	struct result wanted = { .machine = machine, .backend = backend };
	const struct result *key = &wanted;

	snprintf(wanted.name, sizeof(wanted.name), "%s", name);

	const struct result **found =
		bsearch(&key, results->sorted, results->count, sizeof(const struct result *),
			by_name_of_pointers);

	return found ? *found : NULL;
}

static void count_in(struct results *results, const struct result *r)
{
	for (size_t i = 0; i < results->session_count; i++) {
		struct results_session *s = &results->sessions[i];

		if (s->machine && strcmp(s->machine, r->machine) == 0 &&
		    strcmp(s->backend, r->backend) == 0) {
			s->count++;
			return;
		}
	}
	results->sessions[results->session_count++] =
		(struct results_session){ r->machine, r->backend, r->version, 1 };
}

static bool keep_all(struct results *results, char *why, size_t size)
{
	const size_t most = results->line_count + 1;

	results->list = calloc(most, sizeof(*results->list));
	results->sessions = calloc(most, sizeof(*results->sessions));
	results->sorted = calloc(most, sizeof(const struct result *));
	if (!results->list || !results->sessions || !results->sorted) {
		snprintf(why, size, "out of memory");
		return false;
	}
	const json_t *head = NULL; /* of the session whose checks follow */

	for (size_t i = 0; i < results->line_count; i++) {
		struct result *r = &results->list[results->count];

		if (strcmp(text_of(results->lines[i], "type"), "run") == 0)
			head = results->lines[i];
		if (!take(results->lines[i], r))
			continue;
		r->build = text_of(head, "backend_build");
		results->sorted[results->count++] = r;
		count_in(results, r);
	}
	qsort(results->sorted, results->count, sizeof(const struct result *),
	      by_name_of_pointers);
	return true;
}

/* The last line of a journal may be half of one, if its run was killed. */
static bool parse(struct results *results, const char *path, char *text, char *why, size_t size)
{
	size_t room = 0;
	size_t number = 0;

	for (char *next = text; *next;) {
		char *line = next;
		char *end = strchrnul(line, '\n');
		const bool whole = *end;

		*end = 0;
		next = whole ? end + 1 : end;
		number++;
		if (!*line)
			continue;
		if (results->line_count == room) {
			json_t **more = realloc(results->lines,
						(room = 2 * room + 64) * sizeof(json_t *));

			if (!more) {
				snprintf(why, size, "out of memory");
				return false;
			}
			results->lines = more;
		}
		json_t *json = json_loads(line, 0, NULL);

		if (json_is_object(json)) {
			results->lines[results->line_count++] = json;
			continue;
		}
		json_decref(json);
		if (!whole)
			break;
		snprintf(why, size, "%s:%zu: no JSON object; name a results.jsonl", path,
			 number);
		return false;
	}
	return true;
}

bool results_read(const char *path, struct results *results, char *why, size_t size)
{
	if (strcmp(path, "reference") == 0)
		path = data_place(RESULTS_REFERENCE);

	size_t length;
	char *text = file_text(path, &length, why, size);
	bool ok = text;

	*results = (struct results){ 0 };
	ok = ok && parse(results, path, text, why, size) && keep_all(results, why, size);
	free(text);
	if (!ok)
		results_free(results);
	return ok;
}

void results_free(struct results *results)
{
	for (size_t i = 0; i < results->line_count; i++)
		json_decref(results->lines[i]);
	free(results->lines);
	free(results->list);
	free(results->sessions);
	free(results->sorted);
	*results = (struct results){ 0 };
}
