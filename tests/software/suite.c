/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "suite.h"

#include "container.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STARTS_MOST = 12, NAME_SIZE = 256, WORDS_SIZE = 160, LATE_STATUS = 1 };

/* Each outcome, and its words behind a blank if it has any. */
static void tell(json_t *tests, const char *test, const char *outcome, const char *words)
{
	char text[WORDS_SIZE + 16];

	snprintf(text, sizeof(text), "%s%s%.*s", outcome, *words ? " " : "", WORDS_SIZE, words);
	json_object_set_new(tests, test, json_string(text));
}

/* Takes one line; those that begin are "begun" until they end. */
static void take_line(json_t *tests, const char *line)
{
	char test[NAME_SIZE];
	char outcome[16];
	char words[WORDS_SIZE] = "";

	if (sscanf(line, "@begin %255s", test) == 1)
		tell(tests, test, "begun", "");
	else if (sscanf(line, "@end %255s %15s %159[^\n]", test, outcome, words) >= 2)
		tell(tests, test, outcome, words);
}

/* How a program ended whose test did not: its words. */
static size_t close_begun(json_t *tests, int status)
{
	const char *test;
	json_t *text;
	void *next;
	size_t n = 0;

	json_object_foreach_safe(tests, next, test, text)
	{
		char words[32];

		if (strcmp(json_string_value(text), "begun") != 0)
			continue;
		snprintf(words, sizeof(words), "exit status %d", status);
		tell(tests, test, status == LATE_STATUS ? "hang" : "crash", words);
		n++;
	}
	return n;
}

static void take_output(json_t *tests, const char *output)
{
	char line[NAME_SIZE + WORDS_SIZE + 64];

	while (*output) {
		size_t length = strcspn(output, "\n");

		text_clean(line, sizeof(line), output, length);
		take_line(tests, line);
		output += length + (output[length] == '\n');
	}
}

/* What came before the container was ended at its limit. */
static void take_the_rest(struct container *c, json_t *tests)
{
	take_output(tests, shell_rest(c));
	close_begun(tests, LATE_STATUS);
}

void suite_drive(struct container *c)
{
	const struct group *group = c->launch.check.test->data;
	json_t *tests = json_object();
	char command[512];
	bool again = true;

	shell_start(c);
	WRITE(c, "/tmp/run", group->suite->program);
	shell_must(c, HOST_WHERE, "chmod 755 /tmp/run; : > /tmp/begun", 0);
	for (int i = 0; i < STARTS_MOST && again; i++) {
		const char *output;

		snprintf(command, sizeof(command), "/tmp/run %s /tmp/begun 2>>/logs/errors",
			 group->name);

		int status = shell_type(c, HOST_WHERE, command, &output);

		if (status < 0)
			break;
		take_output(tests, output);
		again = close_begun(tests, status) > 0;
	}
	if (c->pid > 0)
		container_wait(c);
	if (c->hung)
		take_the_rest(c, tests);
	/* That tests fail is told of each; the group itself has come to its end. */
	container_claim(c, json_object_size(tests) > 0, HOST_WHERE, "it ran any test", 0, 1);
	if (!c->record->extra)
		c->record->extra = json_object();
	json_object_set_new(c->record->extra, "tests", tests);
}
