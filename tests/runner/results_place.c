/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "results_place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool has_check(const struct plan *plan, const char *machine, const char *backend,
		      const char *check)
{
	for (size_t i = 0; i < plan->session_count; i++) {
		const struct session *s = &plan->sessions[i];

		if (strcmp(s->machine->name, machine) != 0 ||
		    strcmp(s->instance->label, backend) != 0)
			continue;
		for (size_t k = 0; k < s->count; k++)
			if (strcmp(s->checks[k].name, check) == 0)
				return true;
	}
	return false;
}

/* Has the plan every check of that journal? */
static bool covers(const struct plan *plan, const char *journal)
{
	FILE *file = fopen(journal, "re");
	char *text = NULL;
	size_t room = 0;
	bool all = true;

	while (file && all && getline(&text, &room, file) > 0) {
		json_t *line = json_loads(text, 0, NULL);
		const char *machine = json_string_value(json_object_get(line, "machine"));
		const char *backend = json_string_value(json_object_get(line, "backend"));
		const char *check = json_string_value(json_object_get(line, "check"));

		if (machine && backend && check)
			all = has_check(plan, machine, backend, check);
		json_decref(line);
	}
	free(text);
	if (file)
		fclose(file);
	return all;
}

static bool make(const char *directory, char *why, size_t size)
{
	if (mkdir(directory, 0755) == 0 || errno == EEXIST)
		return true;
	snprintf(why, size, "cannot make %s: %s", directory, strerror(errno));
	return false;
}

/* Was a part like this one begun? Else it's the whole that goes on. */
static bool part_goes_on(const char *build, const struct plan *plan)
{
	char journal[1024];

	snprintf(journal, sizeof(journal), "%s/results/part/journal.jsonl", build);
	return access(journal, F_OK) == 0 && covers(plan, journal);
}

bool results_place(const char *build, const struct plan *plan, bool resume, char *directory,
		   size_t size, char *why, size_t why_size)
{
	char journal[1024];

	snprintf(directory, size, "%s/results", build);
	if (!make(directory, why, why_size))
		return false;
	snprintf(journal, sizeof(journal), "%s/journal.jsonl", directory);
	if (resume ? !part_goes_on(build, plan) : covers(plan, journal))
		return true;
	snprintf(directory, size, "%s/results/part", build);
	return make(directory, why, why_size);
}
