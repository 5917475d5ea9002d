/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the parts of sessions_run (session.h) have in common; for them alone. */
#ifndef SESSION_PARTS_H
#define SESSION_PARTS_H

#include "session.h"

struct runner {
	const struct run_options *options;
	struct session *sessions;
	size_t count;
	int journal;
	bool journal_failed;
};

/* How much a machine's end counts that no check has ended before: when they come to
 * enough in succession, the session is given up. */
enum { IN_VAIN_RUNNING = 1, IN_VAIN_STARTING = 2, IN_VAIN_SILENT = 4 };

/* Lines of the journal; the second adds the names of machine and backend. */
void journal_write(struct runner *runner, const json_t *line);
void journal_of_session(struct runner *runner, const struct session *s, json_t *line);

/* The check is done, with this record; BROKEN; all that aren't done are, for what troubles
 * the session. */
void check_finish(struct runner *runner, struct session *s, struct planned *p,
		  const struct record *record);
void check_break(struct runner *runner, struct session *s, struct planned *p, const char *why);
void checks_break(struct runner *runner, struct session *s, const char *why);

void machine_start(struct runner *runner, struct session *s);
void machine_close(struct session *s);

/* It is gone, or must go. What ran then runs once more, by itself, so that it is known
 * which of them takes the machine along. `weight` is of those above; machine_ended
 * finds it out. */
void machine_died(struct runner *runner, struct session *s, const char *how, int weight);
void machine_ended(struct runner *runner, struct session *s, const char *how);

/* Takes what has come on the session's stream, up to the end of the last whole line. */
void machine_hear(struct runner *runner, struct session *s);

#endif
