/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef CONCLUDE_H
#define CONCLUDE_H

#include "expectations.h"

/* What else is to be made of a run's results; NULL: not asked for. */
struct conclusion {
	const char *baseline; /* a file: only what got worse since is a failure */
	const struct expectations *recorded;
	size_t recorded_count;
};

static inline bool conclusion_is_wanted(const struct conclusion *conclusion)
{
	return conclusion->baseline;
}

/* Of the results in this file, on standard output. The exit status of the program. */
int conclude(const char *path, const struct conclusion *conclusion);

#endif
