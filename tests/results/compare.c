/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const change_names[CHANGE_COUNT] = {
	[CHANGE_WORSE] = "worse",	  [CHANGE_UNSAID] = "unsaid",
	[CHANGE_DIFFERENT] = "different", [CHANGE_BETTER] = "better",
	[CHANGE_GONE] = "gone",		  [CHANGE_NEW] = "new",
};

static bool says_nothing(const struct result *r)
{
	return r->observation == OBSERVED_BROKEN || r->observation == OBSERVED_SKIPPED;
}

/* How good it is: to refuse can be handled by a program, to be wrong can't. */
static int rank(const struct result *r)
{
	if (r->observation == OBSERVED_PASS)
		return 2;
	return r->observation == OBSERVED_REFUSED;
}

/* A recorded race does now this, now that. */
static bool within(const struct deviation *d, const struct result *r)
{
	if (r->observation == OBSERVED_PASS)
		return d->sometimes;
	return deviation_is_seen(d, r->observation, r->symptom);
}

enum change change_of(const struct result *before, const struct result *after,
		      const struct deviations *recorded)
{
	struct backend_found backend = { 0 };

	snprintf(backend.version, sizeof(backend.version), "%s", after->version);
	snprintf(backend.build, sizeof(backend.build), "%s", after->build ? after->build : "");

	const struct deviation *d =
		deviation_of(recorded, after->name, after->machine, &backend);

	if (after->observation == OBSERVED_BROKEN)
		return before->observation == OBSERVED_BROKEN ? CHANGE_NONE : CHANGE_UNSAID;
	if (says_nothing(before) || says_nothing(after))
		return before->observation == after->observation ? CHANGE_NONE
								 : CHANGE_DIFFERENT;
	if (before->observation == after->observation &&
	    strcmp(before->symptom, after->symptom) == 0)
		return CHANGE_NONE;
	if (d && (d->sometimes || d->varies) && within(d, before) && within(d, after))
		return CHANGE_NONE;
	if (rank(after) != rank(before))
		return rank(after) < rank(before) ? CHANGE_WORSE : CHANGE_BETTER;
	return CHANGE_DIFFERENT;
}

static bool same_session(const struct results_session *a, const struct results_session *b)
{
	return strcmp(a->machine, b->machine) == 0 && strcmp(a->backend, b->backend) == 0;
}

static const struct results_session *same_in(const struct results *results,
					     const struct results_session *s)
{
	for (size_t i = 0; i < results->session_count; i++)
		if (same_session(&results->sessions[i], s))
			return &results->sessions[i];
	return NULL;
}

/* Versions stand in their order, so the last is the newest. */
static const struct results_session *partner_of(const struct results *before,
						const struct results *after,
						const struct results_session *s)
{
	const struct results_session *partner = same_in(before, s);

	for (size_t i = before->session_count; i-- > 0 && !partner;) {
		const struct results_session *b = &before->sessions[i];

		if (strcmp(b->machine, s->machine) == 0 &&
		    backend_of_label(b->backend) == backend_of_label(s->backend) &&
		    backend_of_label(s->backend) && !same_in(after, b))
			partner = b;
	}
	return partner;
}

static void add(struct comparison *c, enum change change, const struct result *before,
		const struct result *after)
{
	c->counts[change]++;
	c->list[c->count++] = (struct changed){ change, before, after };
}

static bool is_of(const struct result *r, const struct results_session *s)
{
	return s && strcmp(r->machine, s->machine) == 0 && strcmp(r->backend, s->backend) == 0;
}

static void compare_session(struct comparison *c, size_t i, const struct deviations *recorded)
{
	const struct results_session *s = &c->after->sessions[i];
	const struct results_session *partner = c->partners[i];

	for (size_t k = 0; k < c->after->count; k++) {
		const struct result *after = &c->after->list[k];

		if (!is_of(after, s))
			continue;
		const struct result *before =
			partner ? results_find(c->before, partner->machine, partner->backend,
					       after->name)
				: NULL;
		enum change change = before ? change_of(before, after, recorded) : CHANGE_NEW;

		if (change == CHANGE_NONE)
			c->same++;
		else
			add(c, change, before, after);
	}
	for (size_t k = 0; k < c->before->count; k++) {
		const struct result *before = &c->before->list[k];

		if (is_of(before, partner) &&
		    !results_find(c->after, s->machine, s->backend, before->name))
			add(c, CHANGE_GONE, before, NULL);
	}
}

static bool has_partner(const struct comparison *c, const struct results_session *before)
{
	for (size_t i = 0; i < c->after->session_count; i++)
		if (c->partners[i] == before)
			return true;
	return false;
}

bool compare(const struct results *before, const struct results *after,
	     const struct expectations *recorded, size_t recorded_count, struct comparison *c)
{
	*c = (struct comparison){ .before = before, .after = after };
	c->partners = calloc(after->session_count + 1, sizeof(const struct results_session *));
	/* One session of `before` may stand beside several. */
	c->list = calloc(before->count * (after->session_count + 1) + after->count + 1,
			 sizeof(*c->list));
	if (!c->partners || !c->list) {
		comparison_free(c);
		return false;
	}
	for (size_t i = 0; i < after->session_count; i++) {
		const struct results_session *s = &after->sessions[i];

		c->partners[i] = partner_of(before, after, s);
		compare_session(
			c, i,
			deviations_of(recorded, recorded_count, backend_of_label(s->backend)));
	}
	for (size_t i = 0; i < before->session_count; i++)
		for (size_t k = 0; k < before->count && !has_partner(c, &before->sessions[i]);
		     k++)
			if (is_of(&before->list[k], &before->sessions[i]))
				add(c, CHANGE_GONE, &before->list[k], NULL);
	return true;
}

bool comparison_is_empty(const struct comparison *c)
{
	return !c->same && c->counts[CHANGE_GONE] + c->counts[CHANGE_NEW] == c->count;
}

void comparison_free(struct comparison *c)
{
	free(c->partners);
	free(c->list);
	*c = (struct comparison){ 0 };
}
