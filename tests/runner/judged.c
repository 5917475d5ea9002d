/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "judged.h"

#include <stdlib.h>
#include <string.h>

/* Repetitions of a check stand behind it; they only say whether it's FLAKY. */
static bool is_repetition_of(const struct judged *first, const struct planned *planned)
{
	size_t length = strlen(first->planned->name);

	return strncmp(planned->name, first->planned->name, length) == 0 &&
	       planned->name[length] == '/';
}

static void add_record(struct judged *j, const struct record *r)
{
	j->repetitions++;
	j->failed_repetitions += r->observation != OBSERVED_PASS;
	j->tries += r->tries;
	j->failed_tries += r->failed_tries;
}

/* One that fails speaks for all, and what isn't as recorded for one that is. */
static void add_repetition(struct judged *first, struct planned *planned, enum verdict verdict)
{
	struct record *a = &first->planned->record;
	struct record *b = &planned->record;
	bool same = a->observation == b->observation && strcmp(a->symptom, b->symptom) == 0;
	int worse = (int)verdict_is_red(verdict) - (int)verdict_is_red(first->verdict);

	add_record(first, b);
	if (same)
		return;
	if (first->verdict != VERDICT_FLAKY &&
	    (worse > 0 || (worse == 0 && a->observation == OBSERVED_PASS))) {
		struct record swapped = *a;

		*a = *b;
		*b = swapped;
		first->verdict = verdict;
	}
	if (!first->deviation || !(first->deviation->sometimes || first->deviation->varies))
		first->verdict = VERDICT_FLAKY;
}

static const struct deviations *recorded_of(const struct session *s,
					    const struct expectations *all, size_t count)
{
	static const struct deviations none;

	return s->unrecorded ? &none : deviations_of(all, count, s->translator);
}

enum verdict judge_in_session(const struct session *s, const struct record *record,
			      const struct expectations *all, size_t count,
			      const struct deviation **used)
{
	return judge(record, session_judged_machine(s), &s->found, recorded_of(s, all, count),
		     used);
}

bool record_is_red(const void *context, const struct session *session,
		   const struct record *record)
{
	const struct all_expectations *all = context;
	const struct deviation *deviation;

	return verdict_is_red(
		judge_in_session(session, record, all->list, all->count, &deviation));
}

static bool hang_is_recorded(const struct session *s, const char *check,
			     const struct expectations *all, size_t count)
{
	const struct deviation *d = deviation_of(recorded_of(s, all, count), check,
						 session_judged_machine(s), &s->found);

	return d && d->observation == OBSERVED_HANG && !d->sometimes && !d->varies;
}

void mark_recorded_hangs(struct plan *plan, const struct expectations *all, size_t count)
{
	for (size_t i = 0; i < plan->session_count; i++)
		for (size_t k = 0; k < plan->sessions[i].count; k++) {
			struct planned *p = &plan->sessions[i].checks[k];

			p->known_hang =
				hang_is_recorded(&plan->sessions[i], p->name, all, count);
		}
}

/* For a red verdict of forms; NULL for all others. Lives as long as the program. */
static char *tell_forms(const struct record *record, const struct session *s,
			const struct expectations *all, size_t count)
{
	enum { TEXT = 4096 };
	char text[TEXT];

	judge_forms_text(record, session_judged_machine(s), &s->found,
			 recorded_of(s, all, count), text, sizeof(text));
	return text[0] ? strdup(text) : NULL;
}

bool judge_all(const struct plan *plan, const struct expectations *all, size_t count,
	       struct run_report *report)
{
	size_t most = 1;
	size_t deviations = 1;

	for (size_t i = 0; i < plan->session_count; i++)
		most += plan->sessions[i].count;
	for (size_t i = 0; i < count; i++)
		deviations += all[i].deviations.count;
	report->judged = calloc(most, sizeof(*report->judged));
	report->stale = calloc(deviations, sizeof(const struct deviation *));
	if (!report->judged || !report->stale)
		return false;
	for (size_t i = 0; i < plan->session_count; i++) {
		struct session *s = &plan->sessions[i];

		for (size_t k = 0; k < s->count; k++) {
			struct judged *j = &report->judged[report->judged_count];
			struct planned *p = &s->checks[k];
			const struct deviation *used;
			enum verdict verdict =
				judge_in_session(s, &p->record, all, count, &used);

			if (report->judged_count && j[-1].session == s &&
			    is_repetition_of(&j[-1], p)) {
				add_repetition(&j[-1], p, verdict);
				continue;
			}
			report->judged_count++;
			*j = (struct judged){ .session = s,
					      .planned = p,
					      .verdict = verdict,
					      .deviation = used };
			j->forms = tell_forms(&p->record, s, all, count);
			add_record(j, &p->record);
			check_from_name(p->name, &j->check);
		}
	}
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < all[i].deviations.count; k++)
			if (deviation_is_stale(&all[i].deviations.list[k]))
				report->stale[report->stale_count++] =
					&all[i].deviations.list[k];
	return true;
}
