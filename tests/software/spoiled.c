/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The workloads that are spoiled on purpose: are they noticed? */
#include "software.h"

#include <string.h>

static const char suffix[] = "_spoiled";

bool is_spoiled(const struct conformance_case *test)
{
	return test->drive == workload_drive && ((const struct workload *)test->data)->spoiled;
}

/* The same as it is. */
static const struct judged *plain_of(const struct run_report *report,
				     const struct judged *spoiled)
{
	const char *name = spoiled->check.test->name;
	const size_t length = strlen(name) - strlen(suffix);

	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *j = &report->judged[i];

		if (j->session == spoiled->session && strlen(j->check.test->name) == length &&
		    strncmp(j->check.test->name, name, length) == 0)
			return j;
	}
	return NULL;
}

void judge_spoiled(struct run_report *report)
{
	for (size_t i = 0; i < report->judged_count; i++) {
		struct judged *j = &report->judged[i];
		const struct judged *plain;

		if (!is_spoiled(j->check.test) || j->verdict == VERDICT_BROKEN ||
		    j->verdict == VERDICT_SKIPPED)
			continue;
		plain = plain_of(report, j);
		j->verdict = plain && plain->planned->record.observation == OBSERVED_PASS &&
					     j->planned->record.observation != OBSERVED_PASS
				     ? VERDICT_PASS
				     : VERDICT_FAIL;
	}
}
