/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "session_parts.h"

#include "progress.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void journal_write(struct runner *runner, const json_t *line)
{
	if (!runner->journal_failed && json_write_line(runner->journal, line)) {
		runner->journal_failed = true;
		progress_end();
		fprintf(stderr,
			"conformance: cannot write %s: %s; make room and continue with "
			"--resume\n",
			runner->options->journal, strerror(errno));
	}
}

void journal_of_session(struct runner *runner, const struct session *s, json_t *line)
{
	json_object_set_new(line, "machine", json_string(s->machine->name));
	json_object_set_new(line, "backend", json_string(s->instance->label));
	journal_write(runner, line);
}

void check_finish(struct runner *runner, struct session *s, struct planned *p,
		  const struct record *record)
{
	json_t *line = record_to_json(record);

	if (p->state == CHECK_DONE)
		return;
	p->record = *record;
	p->state = CHECK_DONE;
	s->done++;
	if (record->observation != OBSERVED_BROKEN)
		s->died_in_vain = 0;
	journal_of_session(runner, s, line);
	json_decref(line);
	progress_done(runner->options->red &&
		      runner->options->red(runner->options->context, s, record));
}

void check_break(struct runner *runner, struct session *s, struct planned *p, const char *why)
{
	struct record record = { .observation = OBSERVED_BROKEN };

	snprintf(record.check, sizeof(record.check), "%s", p->name);
	snprintf(record.symptom, sizeof(record.symptom), "%s", why);
	check_finish(runner, s, p, &record);
}

void checks_break(struct runner *runner, struct session *s, const char *why)
{
	snprintf(s->trouble, sizeof(s->trouble), "%s", why);
	for (size_t i = 0; i < s->count; i++)
		check_break(runner, s, &s->checks[i], why);
}
