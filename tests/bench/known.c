/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "known.h"

#include <stdio.h>
#include <string.h>

const struct deviation *known_stale(const struct expectations *recorded, size_t recorded_count)
{
	for (size_t i = 0; i < recorded_count; i++)
		for (size_t k = 0; k < recorded[i].deviations.count; k++)
			if (deviation_is_stale(&recorded[i].deviations.list[k]))
				return &recorded[i].deviations.list[k];
	return NULL;
}

enum verdict known_judge(const struct measured *m, const struct expectations *recorded,
			 size_t recorded_count, const struct deviation **used)
{
	struct record record = { .observation =
					 m->trouble[0] ? OBSERVED_WRONG : OBSERVED_PASS };

	*used = NULL;
	/* Neither failed nor done: stopped, or not offered. */
	if (!m->trouble[0] && !m->n[CACHE_COLD])
		return VERDICT_PASS;
	snprintf(record.check, sizeof(record.check), "%s", m->test->name);
	snprintf(record.symptom, sizeof(record.symptom), "%.*s", (int)strcspn(m->trouble, ":;"),
		 m->trouble);
	return judge(&record, m->machine, &m->instance->found,
		     deviations_of(recorded, recorded_count, m->instance->backend), used);
}
