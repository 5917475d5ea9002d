/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The mutated build, in which each case's subject is broken: to fail is right. */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool mutated;

void report_of_mutations(void)
{
	mutated = true;
}

bool report_is_of_mutations(void)
{
	return mutated;
}

/* Of its guest half: in a file of its own if that is written in Go. NULL: none. */
static char *source_of(const struct conformance_case *c)
{
	char path[600];
	char *text = NULL;
	size_t room = 0;

	snprintf(path, sizeof(path), "%.*s.go", (int)(strlen(c->file) - strlen(".c")), c->file);

	FILE *file = fopen(path, "re");

	if (!file)
		file = fopen(c->file, "re");
	if (!file)
		return NULL;
	if (getdelim(&text, &room, '\0', file) < 0) {
		free(text);
		text = NULL;
	}
	fclose(file);
	return text;
}

/* NULL: as it should be. */
static const char *trouble_of(const struct judged *j)
{
	const enum observation how = j->planned->record.observation;
	char *source = source_of(j->check.test);
	const bool has =
		source && (strstr(source, "MUTATE(") || strstr(source, "guest.Mutate"));
	const bool excused = source && strstr(source, "No mutation:");
	const char *trouble = NULL;

	if (!source)
		trouble = "its source can't be read";
	else if (!has && !excused)
		trouble = "no MUTATE, and no comment \"No mutation:\" with a reason";
	else if (has && how == OBSERVED_PASS)
		trouble = "passes with its subject broken";
	else if (has && how == OBSERVED_BROKEN)
		trouble = "its mutation breaks the set-up, not the subject";
	free(source);
	return trouble;
}

int report_mutations(const struct run_report *report)
{
	int wrong = 0;

	putchar('\n');
	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *j = &report->judged[i];
		const char *trouble = trouble_of(j);

		if (trouble)
			printf("%s: %s: %s\n", j->check.test->file, j->planned->name, trouble);
		else if (j->verdict == VERDICT_SKIPPED)
			printf("%s: not tried here: %s\n", j->planned->name,
			       j->planned->record.symptom);
		wrong += trouble != NULL;
	}
	if (wrong)
		printf("%d of %zu mutations are not as they should be\n", wrong,
		       report->judged_count);
	else
		printf("%zu mutations, and each is seen: that is right\n",
		       report->judged_count);
	return wrong;
}
