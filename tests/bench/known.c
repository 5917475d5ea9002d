/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "known.h"

#include <stdio.h>

const struct deviation *known_stale(const struct expectations *recorded, size_t recorded_count)
{
	for (size_t i = 0; i < recorded_count; i++)
		for (size_t k = 0; k < recorded[i].deviations.count; k++)
			if (deviation_is_stale(&recorded[i].deviations.list[k]))
				return &recorded[i].deviations.list[k];
	return NULL;
}

void known_judge(struct measured *all, size_t count, const struct expectations *recorded,
		 size_t recorded_count)
{
	for (size_t i = 0; i < count; i++) {
		struct measured *m = &all[i];
		const struct backend *backend = m->instance->backend;
		struct record record = { .observation = m->trouble[0] ? OBSERVED_WRONG
								      : OBSERVED_PASS };

		/* Neither failed nor done: stopped, or not offered. */
		if (!m->trouble[0] && !m->n[CACHE_COLD])
			continue;
		snprintf(record.check, sizeof(record.check), "%s", m->test->name);
		snprintf(record.symptom, sizeof(record.symptom), "%.255s", m->trouble);
		m->verdict =
			judge(&record, m->machine, m->instance->found.version,
			      deviations_of(recorded, recorded_count, backend), &m->deviation);
	}
}
