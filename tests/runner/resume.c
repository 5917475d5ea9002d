/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "resume.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long it took until its last part, and when that began. */
struct taken {
	double before;
	double begun;
};

static void take(struct plan *plan, struct taken *taken, const json_t *line)
{
	const char *machine = json_string_value(json_object_get(line, "machine"));
	const char *label = json_string_value(json_object_get(line, "backend"));
	const char *type = json_string_value(json_object_get(line, "type"));
	bool is_header = type && strcmp(type, "run") == 0;
	struct record record;

	if (type && strcmp(type, "part") == 0) {
		taken->before = json_number_value(json_object_get(line, "seconds"));
		taken->begun = json_number_value(json_object_get(line, "begun"));
	}
	if (!machine || !label)
		return;
	if (!is_header &&
	    (!record_from_json(line, &record) || record.observation == OBSERVED_BROKEN))
		return;
	for (size_t i = 0; i < plan->session_count; i++) {
		struct session *s = &plan->sessions[i];

		if (strcmp(s->machine->name, machine) != 0 ||
		    strcmp(s->instance->label, label) != 0)
			continue;
		if (is_header) { /* its machine isn't booted again if all is done */
			json_object_update_missing(s->header, (json_t *)line);
			json_object_del(s->header, "proved");
			session_take_registered(s, json_object_get(line, "registered"));
			continue;
		}
		for (size_t k = 0; k < s->count; k++)
			if (strcmp(s->checks[k].name, record.check) == 0 &&
			    s->checks[k].state != CHECK_DONE) {
				s->checks[k].record = record;
				s->checks[k].state = CHECK_DONE;
				s->done++;
			}
	}
}

/* Reads it all; how far its last whole line goes. */
static off_t take_all(struct plan *plan, struct taken *taken, FILE *file)
{
	char *text = NULL;
	size_t room = 0;
	off_t whole = 0;
	ssize_t n;

	while ((n = getline(&text, &room, file)) > 0 && text[n - 1] == '\n') {
		json_t *line = json_loadb(text, (size_t)n, 0, NULL);

		take(plan, taken, line);
		json_decref(line);
		whole += n;
	}
	free(text);
	return whole;
}

bool resume_or_begin(bool resume, const char *journal, struct plan *plan, double *seconds,
		     char *why, size_t size)
{
	struct taken taken = { 0 };
	struct stat s;

	*seconds = 0;
	if (!resume) {
		char earlier[1100];

		/* One earlier run stays within reach. */
		snprintf(earlier, sizeof(earlier), "%s.earlier", journal);
		rename(journal, earlier);
		return true;
	}

	FILE *file = fopen(journal, "r+e");

	if (!file) {
		snprintf(why, size, "no run to go on with (%s: %s); start one without --resume",
			 journal, strerror(errno));
		return false;
	}

	if (fstat(fileno(file), &s))
		s.st_mtime = 0;

	/* A run that was killed, or found its disk full, may have left half a line, to
	 * which the next one would be glued. */
	bool cut = ftruncate(fileno(file), take_all(plan, &taken, file)) == 0;

	if (!cut)
		snprintf(why, size, "cannot write %s: %s", journal, strerror(errno));
	if (taken.begun > 0 && (double)s.st_mtime > taken.begun)
		*seconds = taken.before + (double)s.st_mtime - taken.begun;
	fclose(file);
	return cut;
}
