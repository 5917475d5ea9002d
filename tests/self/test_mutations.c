/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Every case has been seen to fail: the guests of the mutated build, each with
 * its subject broken (MUTATE in fixtures/guest/guest.h), run on the control,
 * and none may pass. A case without a mutation says why.
 */
#include "run.h"

#include <stdbool.h>

#ifdef __x86_64__
#define BACKEND "native-x86_64"
#else
#define BACKEND "native-arm64"
#endif

enum { SOURCE_BYTES = 1 << 17 };

/* Of its guest half: in a file of its own if that is written in Go. */
static const char *source_of(const json_t *check)
{
	static char text[SOURCE_BYTES];
	const char *host = json_string_value(json_object_get(check, "source"));
	char path[300];

	snprintf(path, sizeof(path), "%.*s.go", (int)(strlen(host) - strlen(".c")), host);

	FILE *file = fopen(path, "re");

	if (!file)
		file = fopen(host, "re");
	assert_non_null(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = 0;
	fclose(file);
	return text;
}

static bool is_text(const json_t *check, const char *key, const char *wanted)
{
	const char *value = json_string_value(json_object_get(check, key));

	return value && strcmp(value, wanted) == 0;
}

/* Counts what is wrong with one check of the mutated build, and says it. */
static int judge_mutated(const json_t *check)
{
	const char *name = json_string_value(json_object_get(check, "case"));
	const char *flavour = json_string_value(json_object_get(check, "flavour"));
	const char *source = source_of(check);

	if (!strstr(source, "MUTATE(") && !strstr(source, "guest.Mutate")) {
		if (strstr(source, "No mutation:"))
			return 0;
		print_error("%s: no MUTATE, and no comment \"No mutation:\" with a reason\n",
			    name);
		return 1;
	}
	if (is_text(check, "observation", "skipped")) {
		print_message("%s/%s: not tried here: %s\n", name, flavour,
			      json_string_value(json_object_get(check, "detail")));
		return 0;
	}
	if (is_text(check, "observation", "pass") || is_text(check, "observation", "broken")) {
		print_error("%s/%s: its mutation is observed as %s %s\n", name, flavour,
			    json_string_value(json_object_get(check, "observation")),
			    json_string_value(json_object_get(check, "detail")));
		return 1;
	}
	return 0;
}

static void test_mutations(void **state)
{
	struct run *run = run_new_of("build/mutated/payload");
	char build[300];
	char expect[400];
	char path[400];
	const char *argv[] = { "build/conformance",  build, expect, "--alone", "--machine=host",
			       "--backend=" BACKEND, NULL };
	char *line = NULL;
	size_t room = 0;
	int checks = 0;
	int wrong = 0;

	(void)state;
	snprintf(build, sizeof(build), "--build=%s", run->directory);
	snprintf(expect, sizeof(expect), "--expect=%s", run->expect);
	run_start_argv(run, argv);
	run_wait(run);
	snprintf(path, sizeof(path), "%s/results/results.jsonl", run->directory);

	FILE *file = fopen(path, "re");

	while (file && getline(&line, &room, file) > 0) {
		json_t *check = json_loads(line, 0, NULL);

		if (is_text(check, "type", "check")) {
			checks++;
			wrong += judge_mutated(check);
		}
		json_decref(check);
	}
	free(line);
	if (file)
		fclose(file);
	if (!checks)
		print_error("%s\n", run->err);
	assert_true(checks > 0);
	assert_int_equal(wrong, 0);
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mutations),
	};

	return cmocka_run_group_tests_name("mutations", tests, NULL, NULL);
}
