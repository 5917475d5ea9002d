/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the agent says (agent.h). */
#include "session_parts.h"

#include "clock.h"
#include "progress.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	/* A container may use 768 MiB; of its memory a kernel keeps some for itself. */
	LEAST_MIB = 900,
	READ_SIZE = 65536,
};

static struct planned *planned_by_name(struct session *s, const char *name)
{
	for (size_t i = 0; name && i < s->count; i++)
		if (strcmp(s->checks[i].name, name) == 0)
			return &s->checks[i];
	return NULL;
}

/* When the machine first answered: what is told of its checks holds for then. */
static void date_header(json_t *header)
{
	char date[sizeof("2026-01-01T00:00:00Z")];
	time_t now = time(NULL);
	struct tm utc;

	if (json_object_get(header, "date") || !gmtime_r(&now, &utc) ||
	    !strftime(date, sizeof(date), "%FT%TZ", &utc))
		return;
	json_object_set_new(header, "date", json_string(date));
}

static void take_proof(struct runner *runner, struct session *s, const json_t *json)
{
	date_header(s->header);
	json_object_set(s->header, "binfmt", json_object_get(json, "binfmt"));
	json_object_set(s->header, "identity", json_object_get(json, "identity"));
	json_object_set(s->header, "registered", json_object_get(json, "registered"));
	session_take_registered(s, json_object_get(json, "registered"));
	s->proved = json_is_true(json_object_get(json, "ok"));
	if (!s->headed || !s->proved) {
		json_t *line = json_deep_copy(s->header);

		json_object_set_new(line, "type", json_string("run"));
		json_object_set_new(line, "proved", json_boolean(s->proved));
		journal_of_session(runner, s, line);
		json_decref(line);
		s->headed = true;
	}
	if (!s->proved) {
		char why[1200];

		snprintf(why, sizeof(why), "%s does not prove to be what runs: %s",
			 s->instance->label, json_string_value(json_object_get(json, "why")));
		machine_close(s);
		checks_break(runner, s, why);
	}
}

static void take_hello(struct runner *runner, struct session *s, json_t *json)
{
	long memory = (long)json_integer_value(json_object_get(json, "memory_mib"));

	if (!s->first_container_ms)
		s->first_container_ms = (long)(now_ms() - s->booted);
	json_object_update(s->header, json);
	if (memory < LEAST_MIB) {
		char why[200];

		snprintf(why, sizeof(why),
			 "machine %s has %ld MiB of memory, too little for its containers: %s",
			 s->machine->name, memory,
			 s->machine->virtual ? "give it more by --memory" : "use a larger one");
		machine_close(s);
		s->cannot = true;
		checks_break(runner, s, why);
	}
}

static void take_line(struct runner *runner, struct session *s, const char *text)
{
	json_t *json = json_loads(text, 0, NULL);
	const char *type = json_string_value(json_object_get(json, "type"));
	const char *name = json_string_value(json_object_get(json, "check"));

	s->heard = now_ms();
	if (!type) {
		/* A machine killed mid-line: its end is noticed by itself. */
	} else if (strcmp(type, "hello") == 0) {
		take_hello(runner, s, json);
	} else if (strcmp(type, "proof") == 0) {
		take_proof(runner, s, json);
	} else if (strcmp(type, "start") == 0) {
		struct planned *p = planned_by_name(s, name);

		if (p)
			p->state = CHECK_RUNNING;
		progress_running(s->machine->name, s->instance->label, name);
	} else if (strcmp(type, "done") == 0) {
		struct record record;
		struct planned *p = planned_by_name(s, name);

		if (p && record_from_json(json, &record))
			check_finish(runner, s, p, &record);
	} else if (strcmp(type, "trouble") == 0) {
		const char *why = json_string_value(json_object_get(json, "why"));

		machine_close(s);
		s->cannot = true;
		checks_break(runner, s, why ? why : "the agent gave up");
	} else if (strcmp(type, "overhead") == 0) {
		json_object_set(s->header, "overhead", json);
	} else if (strcmp(type, "end") == 0) {
		machine_close(s);
		for (size_t i = 0; i < s->count; i++)
			check_break(runner, s, &s->checks[i], "the agent left it out");
	}
	json_decref(json);
}

void machine_hear(struct runner *runner, struct session *s)
{
	enum { LINE_MOST = 1 << 20 };

	for (;;) {
		char *line = s->line_size > LINE_MOST
				     ? NULL
				     : realloc(s->line, s->line_size + READ_SIZE + 1);

		if (!line) {
			machine_ended(runner, s, "sent a line without end");
			return;
		}
		s->line = line;
		ssize_t n = read(s->stream, line + s->line_size, READ_SIZE);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n <= 0) {
			machine_ended(runner, s, "died");
			return;
		}
		s->line_size += (size_t)n;
		line[s->line_size] = 0;

		char *start = line;
		char *end;

		while ((end = strchr(start, '\n'))) {
			*end = 0;
			take_line(runner, s, start);
			if (s->stream < 0)
				return; /* the line ended the session */
			start = end + 1;
		}
		s->line_size = strlen(start);
		memmove(line, start, s->line_size + 1);
	}
}
