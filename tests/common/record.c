/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "record.h"

#include "io.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const observation_names[OBSERVED_COUNT] = {
	[OBSERVED_PASS] = "pass",	[OBSERVED_WRONG] = "wrong",
	[OBSERVED_REFUSED] = "refused", [OBSERVED_CRASH] = "crash",
	[OBSERVED_HANG] = "hang",	[OBSERVED_SKIPPED] = "skipped",
	[OBSERVED_BROKEN] = "broken",
};

enum observation observation_from(const char *name)
{
	enum observation o = 0;

	while (o < OBSERVED_COUNT && strcmp(observation_names[o], name) != 0)
		o++;
	return o;
}

json_t *record_to_json(const struct record *r)
{
	json_t *json =
		json_pack("{ss ss ss ss ss ss ss ss sI sI sI}", "type", "done", "check",
			  r->check, "observation", observation_names[r->observation], "symptom",
			  r->symptom, "got", r->got, "where", r->where, "last_words",
			  r->last_words, "notes", r->notes, "ms", (json_int_t)r->ms, "tries",
			  (json_int_t)r->tries, "failed_tries", (json_int_t)r->failed_tries);

	if (r->doubtful)
		json_object_set_new(json, "doubtful", json_true());
	if (r->extra)
		json_object_set(json, "extra", r->extra);
	return json;
}

static bool copy(char *to, size_t size, const json_t *json, const char *key)
{
	const char *value = json_string_value(json_object_get(json, key));

	if (!value)
		return false;
	snprintf(to, size, "%s", value);
	return true;
}

bool record_from_json(const json_t *json, struct record *r)
{
	const char *name = json_string_value(json_object_get(json, "observation"));

	memset(r, 0, sizeof(*r));
	if (!name || (r->observation = observation_from(name)) == OBSERVED_COUNT)
		return false;
	r->extra = json_incref(json_object_get(json, "extra"));
	r->doubtful = json_is_true(json_object_get(json, "doubtful"));
	r->ms = (long)json_integer_value(json_object_get(json, "ms"));
	r->tries = (long)json_integer_value(json_object_get(json, "tries"));
	r->failed_tries = (long)json_integer_value(json_object_get(json, "failed_tries"));
	return copy(r->check, sizeof(r->check), json, "check") &&
	       copy(r->symptom, sizeof(r->symptom), json, "symptom") &&
	       copy(r->got, sizeof(r->got), json, "got") &&
	       copy(r->where, sizeof(r->where), json, "where") &&
	       copy(r->last_words, sizeof(r->last_words), json, "last_words") &&
	       copy(r->notes, sizeof(r->notes), json, "notes");
}

void json_put_line(FILE *file, json_t *json)
{
	if (json)
		json_dumpf(json, file, JSON_COMPACT);
	fputc('\n', file);
	json_decref(json);
}

int json_write_line(int fd, const json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);

	if (!text) {
		errno = ENOMEM;
		return -1;
	}
	size_t size = strlen(text);

	text[size++] = '\n'; /* over the terminator: the size says where it ends */
	bool written = io_write(fd, text, size);

	free(text);
	return written ? 0 : -1;
}

void text_clean(char *to, size_t size, const char *from, size_t length)
{
	size_t n = 0;

	for (size_t i = 0; i < length && n + 1 < size; i++) {
		unsigned char c = (unsigned char)from[i];

		to[n++] = c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7f) ? (char)c : '?';
	}
	to[n] = 0;
}

void text_field(const char *output, const char *name, char *to, size_t size)
{
	const char *line = strstr(output, name);

	to[0] = 0;
	if (!line)
		return;
	line += strlen(name);
	text_clean(to, size, line, strcspn(line, "\n"));
}
