/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "verdicts.h"

#include "controls.h"

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

static enum verdict verdict_of(const struct examined *e, const struct judgement *j,
			       const struct deviations *recorded, size_t *used,
			       const struct deviation **spoke)
{
	struct record record = { .observation = j->finding == FINDING_BROKEN ? OBSERVED_WRONG
									     : OBSERVED_PASS };
	const struct instance *instance = e->session->instance;

	*spoke = NULL;
	if (j->finding == FINDING_UNWRITTEN || j->finding == FINDING_UNPROMISED)
		return VERDICT_SKIPPED;
	if (j->finding == FINDING_KEPT)
		return VERDICT_PASS;
	snprintf(record.check, sizeof(record.check), "%s", e->planned->name);
	snprintf(record.symptom, sizeof(record.symptom), "%s", j->test.name);
	/* Each by itself: there are many for one setting. */
	for (size_t i = 0; i < recorded->count; i++) {
		const struct deviations one = { .list = &recorded->list[i], .count = 1 };

		if (judge(&record, e->session->machine->name, &instance->found, &one, spoke) !=
		    VERDICT_XFAIL)
			continue;
		used[i]++;
		return VERDICT_XFAIL;
	}
	return VERDICT_FAIL;
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
		return j->finding == (c->broken ? FINDING_BROKEN : FINDING_KEPT) ? VERDICT_PASS
										 : VERDICT_FAIL;
	}
	return VERDICT_SKIPPED;
}

void give_verdicts(struct examined *e, const struct deviations *recorded, size_t *used)
{
	for (size_t i = 0; i < e->count; i++) {
		struct judgement *j = &e->list[i];

		if (backend_is_native(e->session->instance->backend)) {
			j->verdict = control_verdict(e, j);
			j->deviation = NULL;
		} else {
			j->verdict = verdict_of(e, j, recorded, used, &j->deviation);
		}
	}
}
