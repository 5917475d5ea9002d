/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* From observations to verdicts, by the recorded deviations. */
#ifndef JUDGE_H
#define JUDGE_H

#include "deviations.h"

enum verdict {
	VERDICT_PASS,
	VERDICT_SKIPPED,     /* not run: the machine lacks what the case needs */
	VERDICT_XFAIL,	     /* fails as recorded */
	VERDICT_UNSUPPORTED, /* refused as recorded */
	VERDICT_FAIL,	     /* fails, and nothing is recorded */
	VERDICT_CHANGED,     /* fails otherwise than recorded */
	VERDICT_XPASS,	     /* passes, though a failure is recorded */
	VERDICT_STALE,	     /* a deviation that fits no case */
	VERDICT_FLAKY,	     /* repeats disagree */
	VERDICT_BROKEN,	     /* the harness's fault */
	VERDICT_COUNT,
};
extern const char *const verdict_names[VERDICT_COUNT];

bool verdict_is_red(enum verdict verdict);

/* `used` tells which deviation spoke, or NULL. */
enum verdict judge(const struct record *record, const char *machine, const char *version,
		   const struct deviations *deviations, const struct deviation **used);

#endif
