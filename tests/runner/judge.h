/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* From observations to verdicts, by the recorded deviations. */
#ifndef JUDGE_H
#define JUDGE_H

#include "deviations.h"

enum verdict {
#define VERDICT(id, letter, red, meaning) VERDICT_##id,
#include "verdicts.def"
#undef VERDICT
	VERDICT_COUNT,
};
extern const char *const verdict_names[VERDICT_COUNT];
extern const char verdict_letters[VERDICT_COUNT]; /* in the console's matrix */

bool verdict_is_red(enum verdict verdict);

struct backend_found;

/* The first that fits this check; NULL: nothing is recorded of it. */
const struct deviation *deviation_of(const struct deviations *deviations, const char *check,
				     const char *machine, const struct backend_found *backend);

/* Is a failure like this one what it records? */
bool deviation_is_seen(const struct deviation *deviation, enum observation observation,
		       const char *symptom);

/* Text for the console: which forms fail and are not recorded, and which are recorded and
 * pass. Empty if the record is none of forms, or all of them are as recorded. */
void judge_forms_text(const struct record *record, const char *machine,
		      const struct backend_found *backend, const struct deviations *deviations,
		      char *text, size_t size);

/* `used` tells which deviation spoke, or NULL. Of the backend that was found its version
 * and build count. */
enum verdict judge(const struct record *record, const char *machine,
		   const struct backend_found *backend, const struct deviations *deviations,
		   const struct deviation **used);

#endif
