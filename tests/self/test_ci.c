/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What a CI reads: which failures count, summary, annotations, JUnit. */
#include "run.h"

#include "tool.h"

#define FEW "--machine=host", "--backend=native-*", "--case=self_pass,self_wrong,self_crash"

static void policy_of(const struct run *run, const char *text, char option[400])
{
	run_write(run->directory, "policy", text);
	snprintf(option, 400, "--policy=%s/policy", run->directory);
}

static void test_policy(void **state)
{
	(void)state;
	struct run *run = run_new();
	char policy[400];
	char summary[400];
	static char text[RUN_TEXT];

	policy_of(run,
		  "# what we can live with\n"
		  "native-*  host  self_wrong  it is wrong | on *purpose*\n"
		  "*  host,krun  self_crash/static  so is this\n"
		  "*  *  self_hang  never happens  # a comment\n",
		  policy);
	snprintf(summary, sizeof(summary), "--summary=%s/summary.md", run->directory);
	RUN(run, FEW, policy, summary);
	/* self_crash/glibc is named by none. */
	assert_int_equal(run->status, 1);
	assert_says(run->out, "3 failures are acceptable by ");
	assert_says(run->out, "policy, 1 aren't");
	assert_says(run->out, "policy:4: no failure fits it");
	assert_null(strstr(run->out, "::error"));
	run_slurp(run, "summary.md", text);
	assert_says(text, "# x86_64 containers on ARM64 Linux: 1 failure\n");
	assert_says(text, "6 checks; 3 more acceptable by `");
	assert_says(text, "self_crash/glibc/crun | crash <code>SIG");
	assert_null(strstr(text, "self_wrong/"));
	assert_says(text, "| 2 | 2 | <code>it is wrong &#124; on &#42;purpose&#42;</code> |");
	assert_says(text, "| 4 | 0: not needed any more? | <code>never happens</code> |");
	policy_of(run, "* * self_wrong,self_crash because\n", policy);
	RUN(run, FEW, policy, summary);
	assert_int_equal(run->status, 0);
	run_slurp(run, "summary.md", text);
	assert_says(text, "Linux: no failure\n");
	run_free(run);
}

static void test_wrong_policy(void **state)
{
	(void)state;
	struct run *run = run_new();
	char policy[400];

	policy_of(run, "\n* * self_wrong\n", policy);
	RUN(run, FEW, policy);
	assert_cannot(run, "policy:2: it needs a backend, a machine, a check and a reason");
	policy_of(run, "* * self_wrogn because\n", policy);
	RUN(run, FEW, policy);
	assert_cannot(run,
		      "policy:1: no case is named \"self_wrogn\"; did you mean \"self_wrong\"");
	policy_of(run, "qmu * self_wrong because\n", policy);
	RUN(run, FEW, policy);
	assert_cannot(run, "policy:1: no backend is named \"qmu\"; did you mean \"qemu\"?");
	policy_of(run, "* krum self_wrong because\n", policy);
	RUN(run, FEW, policy);
	assert_cannot(run, "policy:1: no machine is named \"krum\"; did you mean \"krun\"?");
	RUN(run, FEW, "--policy=/nowhere/policy");
	assert_cannot(run, "cannot read /nowhere/policy");
	RUN(run, FEW, "--summary=/nowhere/summary");
	assert_cannot(run, "cannot write /nowhere/summary");
	run_free(run);
}

static void test_annotations(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, FEW);
	assert_null(strstr(run->out, "::error"));
	RUN(run, FEW, "--annotate");
	assert_int_equal(run->status, 1);
	assert_says(run->out, "::error file=tests/self/cases/self_wrong.c,line=");
	assert_says(run->out, " on host%3A self_wrong/static/crun::wrong: ");
	assert_says(run->out, "%0Aagain: make conformance MACHINE=host BACKEND=native-");
	setenv("GITHUB_ACTIONS", "true", 1);
	RUN(run, FEW);
	unsetenv("GITHUB_ACTIONS");
	assert_says(run->out, "::error file=tests/self/cases/self_wrong.c,line=");
	run_free(run);
}

/* By the schema of Jenkins' plugin, which is stricter than what other viewers read. */
static void test_junit(void **state)
{
	(void)state;
	struct run *run = run_new();
	char file[400];
	char why[1000];

	if (!tool_exists("xmllint")) {
		print_message("JUnit's schema: UNAVAILABLE, there is no xmllint\n");
		run_free(run);
		skip();
	}
	run_write(run->expect, "qemu.txt", "Case: no_such_case\nFails: wrong x\nReason: r\n");
	RUN(run, "--machine=host", "--backend=native-*",
	    "--case=self_pass,self_wrong,self_crash,self_needs,self_setup");
	assert_int_equal(run->status, 1);
	snprintf(file, sizeof(file), "%s/results/junit.xml", run->directory);

	const char *const argv[] = { "xmllint",	 "--noout",
				     "--schema", "tests/self/junit-10.xsd",
				     file,	 NULL };

	if (!tool_run(why, sizeof(why), argv))
		fail_msg("%s", why);
	/* The schema is looked at. */
	run_write(run->directory, "results/junit.xml", "<testsuites><test/></testsuites>\n");
	assert_false(tool_run(why, sizeof(why), argv));
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_policy),
		cmocka_unit_test(test_wrong_policy),
		cmocka_unit_test(test_annotations),
		cmocka_unit_test(test_junit),
	};

	unsetenv("GITHUB_ACTIONS");
	return cmocka_run_group_tests_name("ci", tests, NULL, NULL);
}
