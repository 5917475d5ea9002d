/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The conformance tests proper, in cmocka. */
#include "report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void test_check(void **state)
{
	const struct judged *j = *state;
	const struct record *r = &j->planned->record;

	if (j->verdict == VERDICT_SKIPPED)
		skip();
	if (verdict_is_red(j->verdict))
		fail_msg("%s: %s %s; got %s; at %s", verdict_names[j->verdict],
			 observation_names[r->observation], r->symptom, r->got, r->where);
}

static int run_group(const struct run_report *report, const struct session *session)
{
	struct CMUnitTest *tests = calloc(report->judged_count + 1, sizeof(*tests));
	char name[128];
	size_t n = 0;

	for (size_t i = 0; tests && i < report->judged_count; i++)
		if (report->judged[i].session == session)
			tests[n++] =
				(struct CMUnitTest){ .name = report->judged[i].planned->name,
						     .test_func = test_check,
						     .initial_state = &report->judged[i] };
	snprintf(name, sizeof(name), "%s %s", session->machine->name, session->instance->label);

	int failed = tests ? _cmocka_run_group_tests(name, tests, n, NULL, NULL) : 1;

	free(tests);
	return failed;
}

static bool is_closing_line(const char *line)
{
	return (strncmp(line, "[==========]", 12) == 0 && strstr(line, "run.")) ||
	       strncmp(line, "[  PASSED  ]", 12) == 0 || strncmp(line, "[  FAILED  ]", 12) == 0;
}

int report_groups(const struct run_report *report)
{
	char path[1100];
	char line[1024];
	int failed = 0;

	snprintf(path, sizeof(path), "%s/cmocka.txt", report->directory);
	fflush(NULL);
	for (size_t i = 0; i < report->session_count; i++) {
		int status = 0;
		/* cmocka writes to the standard streams: give a child others. */
		pid_t pid = fork();

		if (pid == 0) {
			FILE *out = freopen(path, i ? "a" : "w", stdout);

			if (!out || dup2(fileno(out), 2) < 0)
				_exit(255);
			unsetenv("CMOCKA_MESSAGE_OUTPUT");
			int n = run_group(report, &report->sessions[i]);

			if (fflush(NULL) || ferror(stdout))
				_exit(255);
			_exit(n > 254 ? 254 : n);
		}
		if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) ||
		    WEXITSTATUS(status) == 255) {
			fprintf(stderr, "conformance: cmocka's tests did not run (%s)\n", path);
			return -1;
		}
		failed += WEXITSTATUS(status);
	}
	FILE *file = fopen(path, "re");

	while (file && fgets(line, sizeof(line), file))
		if (is_closing_line(line))
			fputs(line, stdout);
	if (file)
		fclose(file);
	return failed;
}
