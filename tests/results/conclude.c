/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "conclude.h"

#include "argument.h"
#include "compare.h"

#include <stdio.h>
#include <string.h>

static int against_baseline(const struct conclusion *conclusion, const struct results *results)
{
	struct results baseline;
	struct comparison c;
	char why[1024];

	if (!results_read(conclusion->baseline, &baseline, why, sizeof(why)))
		return cannot(why);
	if (!compare(&baseline, results, conclusion->recorded, conclusion->recorded_count, &c))
		return cannot("out of memory");
	if (comparison_is_empty(&c))
		return cannot("the baseline has none of these checks");
	printf("\nagainst %s:\n", conclusion->baseline);
	comparison_print(&c);
	return c.counts[CHANGE_WORSE] || c.counts[CHANGE_UNSAID] ? EXIT_RED : 0;
}

int conclude(const char *path, const struct conclusion *conclusion)
{
	struct results results;
	char why[1024];

	if (!results_read(path, &results, why, sizeof(why)))
		return cannot(why);

	int status = against_baseline(conclusion, &results);

	results_free(&results);
	return status;
}
