/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What else may be made of a run's results: which failures count, and telling them to a
 * CI's page. */
#ifndef CONCLUDE_H
#define CONCLUDE_H

#include "expectations.h"

#include <argp.h>

struct conclusion {
	/* Files; NULL: not asked for. */
	const char *baseline; /* earlier results: only what is worse counts */
	const char *policy;   /* policy.h: what is acceptable doesn't */
	const char *summary;  /* to write, in Markdown */
	bool annotate;	      /* on standard output, as GitHub's workflow commands */
	const struct expectations *recorded;
	size_t recorded_count;
};

/* Its options, as a child of a program's own; the input is a struct conclusion. */
extern const struct argp conclusion_argp;

bool conclusion_is_wanted(const struct conclusion *conclusion);

/* Of the results in this file, on standard output. The exit status of the program. */
int conclude(const char *path, const struct conclusion *conclusion);

#endif
