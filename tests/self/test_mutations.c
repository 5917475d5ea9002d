/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Every case has been seen to fail: the guests of the mutated build, each with
 * its subject broken (MUTATE in fixtures/guest/guest.h), run on the control,
 * and none may pass. A case without a mutation says why.
 */
#include "run.h"

#ifdef __x86_64__
#define BACKEND "native-x86_64"
#else
#define BACKEND "native-arm64"
#endif

static void test_mutations(void **state)
{
	struct run *run = run_new_of("build/mutated/payload");
	char build[300];
	char expect[400];
	const char *argv[] = {
		"build/conformance", "--mutated",	   build, expect, "--alone",
		"--machine=host",    "--backend=" BACKEND, NULL
	};

	(void)state;
	snprintf(build, sizeof(build), "--build=%s", run->directory);
	snprintf(expect, sizeof(expect), "--expect=%s", run->expect);
	run_start_argv(run, argv);
	run_wait(run);
	if (run->status)
		print_error("%s\n%s\n", run->out, run->err);
	assert_int_equal(run->status, 0);
	assert_says(run->out, "mutations, and each is seen");
	assert_says(run->out, "again: make mutation CASE=");
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mutations),
	};

	return cmocka_run_group_tests_name("mutations", tests, NULL, NULL);
}
