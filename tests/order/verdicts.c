/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "verdicts.h"

#include "controls.h"
#include "patterns.h"

#include <stdio.h>
#include <string.h>

const char *finding_observation(const struct judgement *j)
{
	switch (j->finding) {
	case FINDING_KEPT:
		return observation_names[OBSERVED_PASS];
	case FINDING_BROKEN:
		return observation_names[OBSERVED_WRONG];
	case FINDING_UNWRITTEN:
		return "unsupported";
	default:
		return observation_names[OBSERVED_SKIPPED];
	}
}

/* Is the deviation about this setting, as it was looked at? */
static bool concerns(const struct deviation *d, const struct examined *e, const char *cpu)
{
	return patterns_take(d->patterns, e->setting) && patterns_take(d->machine, cpu) &&
	       patterns_take(d->versions, e->session->instance->found.version);
}

static enum verdict verdict_of(const struct examined *e, const struct judgement *j,
			       const char *cpu, const struct deviations *recorded,
			       const struct deviation **spoke)
{
	const bool unwritten = j->finding == FINDING_UNWRITTEN;
	const struct deviation *d = NULL;

	*spoke = NULL;
	if (j->finding == FINDING_UNPROMISED)
		return VERDICT_SKIPPED;
	for (size_t i = 0; i < recorded->count && !d; i++)
		if (concerns(&recorded->list[i], e, cpu) &&
		    patterns_take(recorded->list[i].symptom, j->test.name))
			d = &recorded->list[i];
	*spoke = d;
	if (j->finding == FINDING_KEPT)
		return d ? VERDICT_XPASS : VERDICT_PASS;
	if (!d)
		return VERDICT_FAIL;
	if (unwritten != (d->observation == OBSERVED_REFUSED))
		return VERDICT_CHANGED;
	return unwritten ? VERDICT_UNSUPPORTED : VERDICT_XFAIL;
}

static bool lacks_what_it_needs(const struct examined *e, const struct judgement *j)
{
	for (int t = 0; t < THREADS_MOST; t++) {
		const struct capture *c =
			j->test.bodies[t]
				? capture_find(e->captures, e->capture_count, j->test.bodies[t])
				: NULL;

		if (c && c->not_offered)
			return true;
	}
	return false;
}

/* Of a control: is it judged as it must be, and was it seen as it is? */
static enum verdict control_verdict(const struct examined *e, struct judgement *j)
{
	for (size_t i = 0; i < control_count; i++) {
		const struct control *c = &controls[i];

		if (strcmp(c->test, j->test.name) != 0)
			continue;
		for (int t = 0; t < THREADS_MOST && c->sequence[0]; t++) {
			const struct capture *capture =
				j->test.bodies[t] ? capture_find(e->captures, e->capture_count,
								 j->test.bodies[t])
						  : NULL;

			if (capture && strcmp(capture->text, c->sequence) != 0) {
				snprintf(j->why, sizeof(j->why), "seen \"%.60s\", is \"%.60s\"",
					 capture->text, c->sequence);
				return VERDICT_FAIL;
			}
		}
		if (j->finding == FINDING_UNWRITTEN && lacks_what_it_needs(e, j))
			return VERDICT_SKIPPED;
		return j->finding == (c->broken ? FINDING_BROKEN : FINDING_KEPT) ? VERDICT_PASS
										 : VERDICT_FAIL;
	}
	return VERDICT_SKIPPED;
}

void give_verdicts(struct examined *e, const char *cpu, const struct deviations *recorded)
{
	for (size_t i = 0; i < e->count; i++) {
		struct judgement *j = &e->list[i];

		if (backend_is_native(e->session->instance->backend)) {
			j->verdict = control_verdict(e, j);
			j->deviation = NULL;
		} else {
			j->verdict = verdict_of(e, j, cpu, recorded, &j->deviation);
		}
	}
}

/* Is there a test of these settings that the pattern takes; and is one of them looked at
 * as a whole? */
static bool is_unused(const struct deviation *d, const char *pattern,
		      const struct examined *list, size_t count, const char *cpu)
{
	bool looked = false;

	for (size_t i = 0; i < count; i++) {
		if (!concerns(d, &list[i], cpu))
			continue;
		looked |= list[i].whole;
		for (size_t k = 0; k < list[i].count; k++)
			if (patterns_take(pattern, list[i].list[k].test.name))
				return false;
	}
	return looked;
}

static size_t report_controls(const struct examined *e)
{
	size_t red = 0;

	for (size_t c = 0; c < control_count; c++) {
		bool found = false;

		for (size_t i = 0; i < e->count && !found; i++)
			found = strcmp(e->list[i].test.name, controls[c].test) == 0;
		if (found)
			continue;
		red++;
		printf("FAIL  %s  %s  %s: no such test was made\n", e->session->instance->label,
		       e->setting, controls[c].test);
	}
	return red;
}

size_t report_unused(const struct examined *list, size_t count, const char *cpu,
		     const struct deviations *recorded)
{
	size_t red = 0;

	for (size_t i = 0; i < recorded->count; i++) {
		const struct deviation *d = &recorded->list[i];
		const char *rest = d->symptom;
		char pattern[PATTERN_SIZE];

		if (deviation_is_stale(d)) {
			red++;
			printf("STALE  %s:%d: %s has what is no setting\n", d->file, d->line,
			       d->patterns);
		}
		while (patterns_next(&rest, pattern)) {
			if (!is_unused(d, pattern, list, count, cpu))
				continue;
			red++;
			printf("STALE  %s:%d: %s fits no test\n", d->file, d->line, pattern);
		}
	}
	for (size_t i = 0; i < count; i++)
		if (backend_is_native(list[i].session->instance->backend) && list[i].whole)
			red += report_controls(&list[i]);
	return red;
}
