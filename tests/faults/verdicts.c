/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "verdicts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text_of(const json_t *line, const char *key)
{
	const char *text = json_string_value(json_object_get(line, key));

	return text ? text : "";
}

json_t *verdicts_read(const char *path)
{
	FILE *file = fopen(path, "re");
	json_t *all = file ? json_object() : NULL;
	char *text = NULL;
	size_t room = 0;

	while (file && getline(&text, &room, file) > 0) {
		json_t *line = json_loads(text, 0, NULL);
		char name[400];
		char how[400];

		if (strcmp(text_of(line, "type"), "check") == 0) {
			snprintf(name, sizeof(name), "%s %s %s/%s/%s", text_of(line, "machine"),
				 text_of(line, "backend"), text_of(line, "case"),
				 text_of(line, "flavour"), text_of(line, "engine"));
			snprintf(how, sizeof(how), "%s %s %s", text_of(line, "verdict"),
				 text_of(line, "observation"), text_of(line, "symptom"));
			json_object_set_new(all, name, json_string(how));
		}
		json_decref(line);
	}
	free(text);
	if (file)
		fclose(file);
	return all;
}

size_t verdicts_compare(const json_t *wanted, const json_t *got, bool loud)
{
	size_t differing = 0;
	const char *name;
	json_t *how;

	json_object_foreach((json_t *)wanted, name, how)
	{
		const char *other = text_of(got, name);

		if (strcmp(json_string_value(how), other) == 0)
			continue;
		if (loud)
			fprintf(stderr, "differs: %s: %s; undisturbed: %s\n", name,
				*other ? other : "nothing", json_string_value(how));
		differing++;
	}
	return differing;
}

bool verdicts_journal_is_whole(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = NULL;
	size_t room = 0;
	bool whole = file;

	while (file && getline(&text, &room, file) > 0) {
		json_t *line = json_loads(text, 0, NULL);

		whole &= json_is_object(line);
		json_decref(line);
	}
	free(text);
	if (file)
		fclose(file);
	return whole;
}
