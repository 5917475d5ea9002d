/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What a user is told of the program: help, manual, completion. */
#include "run.h"

static const char *const commands[] = { "--list",   "compare", "merge", "spot-check",
					"identify", "setup",   "try",	NULL };

enum { SCREEN_LINES = 40, SCREEN_COLUMNS = 79 };

static void read_file(const char *path, char *text)
{
	FILE *file = fopen(path, "re");

	assert_non_null(file);
	text[fread(text, 1, RUN_TEXT - 1, file)] = 0;
	fclose(file);
}

static void test_help(void **state)
{
	(void)state;
	struct run *run = run_new();
	static char manual[RUN_TEXT];

	read_file("docs/man/conformance.1.md", manual);
	for (size_t i = 0; commands[i]; i++) {
		int lines = 0;

		RUN_COMMAND(run, commands[i], "--help");
		assert_int_equal(run->status, 0);
		for (const char *p = run->out; *p; p = strchr(p, '\n') + 1) {
			assert_true(strcspn(p, "\n") <= SCREEN_COLUMNS);
			lines++;
		}
		assert_in_range(lines, 5, SCREEN_LINES);
		/* Each option stands in the manual. */
		for (const char *p = run->out; (p = strstr(p, " --")); p += 3) {
			char option[64];

			snprintf(option, sizeof(option), "**%.*s**",
				 (int)strspn(p + 1, "-abcdefghijklmnopqrstuvwxyz"), p + 1);
			/* Between `try` and its program stands one alone. */
			if (strcmp(option, "**--**") != 0 &&
			    strcmp(option, "**--help**") != 0 &&
			    strcmp(option, "**--usage**") != 0)
				assert_says(manual, option);
		}
	}
	run_free(run);
}

/* In bash, as a user's TAB would ask. */
static void complete(struct run *run, const char *line, const char *words)
{
	char script[1200];
	const char *const argv[] = { "bash", "-c", script, NULL };

	snprintf(script, sizeof(script),
		 "compopt() { :; }; . fixtures/completion/conformance.bash; "
		 "COMP_WORDS=(build/self/conformance %s); COMP_CWORD=$((${#COMP_WORDS[@]} - "
		 "1)); "
		 "_conformance; echo \"${COMPREPLY[*]}\"",
		 line);
	run_start_argv(run, argv);
	run_wait(run);
	assert_string_equal(run->out, words);
}

static void test_completion(void **state)
{
	(void)state;
	struct run *run = run_new();

	complete(run, "com", "compare\n");
	complete(run, "--mach", "--machine= --machines=\n");
	complete(run, "spot-check --s", "--sample= --seed=\n");
	complete(run, "--case = self_pa", "self_pass\n");
	complete(run, "-m de", "debian-4k debian-16k\n");
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_completion),
	};

	return cmocka_run_group_tests_name("manners", tests, NULL, NULL);
}
