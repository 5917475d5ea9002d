/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A run when all its checks have been judged. */
#ifndef JUDGED_H
#define JUDGED_H

#include "check_name.h"
#include "expectations.h"
#include "plan.h"

struct judged {
	const struct session *session;
	struct planned *planned;
	struct check check;
	enum verdict verdict;
	const struct deviation *deviation;   /* NULL: none recorded */
	char *forms;			     /* which are not as recorded (judge.h); or NULL */
	int repetitions, failed_repetitions; /* containers */
	long tries, failed_tries;	     /* inside them, all together */
};

struct run_report {
	const struct session *sessions;
	size_t session_count;
	struct judged *judged;
	size_t judged_count;
	const struct unavailable *unavailable;
	size_t unavailable_count;
	const struct deviation **stale;
	size_t stale_count;
	double seconds;	       /* all of it, if it was resumed */
	json_t *host;	       /* facts.h */
	json_t *shard;	       /* the head of a part of a run (shard.h); NULL: it is whole */
	const char *directory; /* build/results */
};

/* One record, by what is recorded of the translator that made it. */
enum verdict judge_in_session(const struct session *session, const struct record *record,
			      const struct expectations *all, size_t count,
			      const struct deviation **used);

struct all_expectations {
	const struct expectations *list;
	size_t count;
};

/* For run_options.red, whose context is a struct all_expectations. */
bool record_is_red(const void *context, const struct session *session,
		   const struct record *record);

/* Notes which checks are known to hang, and always do: nothing is learnt from waiting for
 * them as long as for others. */
void mark_recorded_hangs(struct plan *plan, const struct expectations *all, size_t count);

/* Fills in `judged` and `stale`; repetitions of a check become one. False: no memory. */
bool judge_all(const struct plan *plan, const struct expectations *all, size_t count,
	       struct run_report *report);

#endif
