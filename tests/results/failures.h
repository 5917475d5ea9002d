/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The results of a run that aren't as they should be, and those of them that count. */
#ifndef FAILURES_H
#define FAILURES_H

#include "compare.h"
#include "policy.h"

struct failure {
	const struct result *result;
	const struct result *before;  /* of the baseline; NULL: not compared with one */
	const struct policy_line *by; /* that makes it acceptable; NULL: it counts */
};

struct failures {
	const char *path; /* of the results */
	const struct results *results;
	const struct comparison *comparison; /* NULL: there is no baseline */
	const char *baseline;
	const struct policy *policy; /* NULL: there is none */
	struct failure *list;
	size_t count;
	size_t counting; /* of them, without what is acceptable, and with stale lines */
	size_t stale;	 /* recorded deviations that fit no case, where nothing is compared */
};

/* Red results; with a comparison those that got worse. False: no memory. */
bool failures_find(struct failures *failures);

/* A summary for a CI's page, in Markdown. False fills `why`. */
bool failures_summarise(const struct failures *failures, const char *path, char *why,
			size_t size);

/* As workflow commands of GitHub, of which it shows ten a step. */
void failures_annotate(const struct failures *failures);

#endif
