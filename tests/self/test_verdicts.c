/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Real containers on the host that provoke every observation and verdict. */
#include "run.h"

#include <time.h>

#ifdef __x86_64__
#define BACKEND "native-x86_64"
#define ARCHITECTURE "x86_64"
#else
#define BACKEND "native-arm64"
#define ARCHITECTURE "aarch64"
#endif

static void assert_observations(const struct run *run)
{
	assert_int_equal(run->status, 1);
	assert_result(run, "self_pass", "verdict", "PASS");
	assert_result(run, "self_wrong", "observation", "wrong");
	assert_result(run, "self_wrong", "verdict", "FAIL");
	assert_result(run, "self_wrong", "symptom", "guest_argc + 41 == 43");
	assert_result(run, "self_wrong", "got", "42, wanted 43");
	assert_result(run, "self_wrong", "last_words", "last words\n");
	assert_result(run, "self_refused", "observation", "refused");
	assert_result(run, "self_refused", "verdict", "FAIL");
	assert_result(run, "self_crash", "observation", "crash");
	assert_result(run, "self_crash", "symptom", "SIGSEGV");
	assert_result(run, "self_crash", "last_words", "");
	assert_result(run, "self_hang", "observation", "hang");
	assert_result(run, "self_setup", "verdict", "BROKEN");
	assert_result(run, "self_early", "symptom", "the guest ended before its last claim");
	assert_result(run, "self_empty", "symptom", "the guest ended before its last claim");
	assert_result(run, "self_status", "symptom", "exit status 3");
	assert_result(run, "self_needs", "observation", "skipped");
	assert_result(run, "self_needs", "verdict", "SKIPPED");
}

static void test_observations(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, "--machine=host", "--backend=" BACKEND, "--alone");
	assert_observations(run);
	assert_result(run, "self_with_others", "verdict", "FAIL");

	/* Silent wrong results first, and counted. */
	static const char *const ranked[] = { "self_wrong", "self_crash", "self_hang",
					      "self_refused", "self_setup" };
	const char *at = run->out;

	for (size_t i = 0; i < sizeof(ranked) / sizeof(ranked[0]); i++) {
		char heading[100];

		snprintf(heading, sizeof(heading), "  host  " BACKEND "  %s/static/crun\n",
			 ranked[i]);
		at = strstr(at, heading);
		if (!at)
			print_error("%s is not in its place\n", ranked[i]);
		assert_non_null(at);
	}
	assert_says(at, "how they fail, recorded or not   wrong  crash   hang refused\n");
	assert_says(at, "skipped:\n  this kernel lacks what none has\n");
	run_free(run);
}

/* In one container, where no crash and no hang touches another's verdict. */
static void test_shared(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, "--machine=host", "--backend=" BACKEND);
	assert_observations(run);
	assert_result(run, "self_with_others", "verdict", "PASS");
	run_free(run);
}

/* A failure says all that its reader needs. */
static void test_failure_text(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_wrong/static");
	assert_int_equal(run->status, 1);
	assert_says(run->out, "FAIL  host  " BACKEND "  self_wrong/static/crun\n");
	assert_says(run->out, "rule SELF-1: never holds\n");
	assert_says(run->out, "tests/self/cases/self_wrong.c:");
	assert_says(run->out, "wrong: guest_argc + 41 == 43\n");
	assert_says(run->out, "got 42, wanted 43\n");
	assert_says(run->out, "    last words\n");
	assert_says(run->out, "reported before: https://example.org/issues/1\n");
	assert_says(run->out, "again: make conformance MACHINE=host BACKEND=" BACKEND
			      " CASE=self_wrong/static/crun\n");
	assert_says(run->out, "1 test(s), listed below:");
	assert_says(run->out, "\n0 passed, 1 failed\n");
	run_free(run);
}

/* All failed claims are told, and an error by its name. */
static void test_several_claims(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_several/static");
	assert_int_equal(run->status, 1);
	assert_says(run->out, "wrong: guest_argc == 2\n  got 1, wanted 2\n  and tests/self/");
	assert_says(run->out, ": close(-1) succeeds\n    got -9 (EBADF), wanted success\n");

	json_t *result = run_result(run, "self_several", "static", NULL);

	assert_int_equal(json_array_size(json_object_get(result, "claims")), 2);
	json_decref(result);
	run_free(run);
}

/* Who selects few checks is told why a failure is no surprise. */
static void test_recorded_failure_text(void **state)
{
	(void)state;
	struct run *run = run_new();

	run_write(
		run->expect, BACKEND ".txt",
		"Case: self_wrong\nFails: wrong guest_argc + 41 == 43\nReason: on purpose.\n");
	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_wrong/static");
	assert_int_equal(run->status, 0);
	assert_says(run->out, "XFAIL  host  " BACKEND "  self_wrong/static/crun\n");
	assert_says(run->out, "got 42, wanted 43\n");
	assert_says(run->out, "expect/" BACKEND ".txt:1:\n    on purpose.\n");
	run_free(run);
}

/* Nobody waits for what is known to hang: its limit of 1 s is a quarter of that. */
static void test_recorded_hang(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_hang/static");
	assert_says(run->out, "  got 1 s");
	run_write(run->expect, BACKEND ".txt",
		  "Case: self_hang\nFails: hang no end *\nReason: on purpose.\n");
	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_hang/static");
	assert_int_equal(run->status, 0);
	assert_says(run->out, "XFAIL  host  " BACKEND "  self_hang/static/crun\n");
	assert_says(run->out, "  got 0 s");
	run_free(run);
}

/* A part of a run leaves the whole as it was. */
static void test_parts(void **state)
{
	(void)state;
	struct run *run = run_new();
	char whole[64];
	char again[64];

	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_pass,self_wrong");
	run_digest(run, "results/results.jsonl", whole);
	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_pass/static");
	assert_int_equal(run->status, 0);
	assert_says(run->out, "/results/part\n");
	run_digest(run, "results/results.jsonl", again);
	assert_string_equal(whole, again);
	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_pass,self_wrong");
	assert_says(run->out, "/results\n");
	run_free(run);
}

/* A guest that isn't there is the harness's fault, under every backend. */
static void test_missing_guest(void **state)
{
	(void)state;
	struct run *run = run_new();
	char command[700];

	snprintf(command, sizeof(command),
		 "set -e; cd %s; rm payload; cp -a ../payload .; "
		 "rm payload/guests/*/static/self_pass payload/guests/*/static/shared",
		 run->directory);
	assert_int_equal(system(command), 0);
	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_pass/static", "--alone");
	assert_result(run, "self_pass", "verdict", "BROKEN");
	assert_says(run->out, "no guest static/self_pass: ");
	snprintf(command, sizeof(command), "rm -r %s/results", run->directory);
	assert_int_equal(system(command), 0);
	RUN(run, "--machine=host", "--backend=" BACKEND,
	    "--case=self_several/static,self_wrong/static");
	assert_result(run, "self_several", "verdict", "BROKEN");
	assert_says(run->out, "no guest static/shared: ");
	run_free(run);
}

/* A program of the user's own. */
static void test_try(void **state)
{
	(void)state;
	struct run *run = run_new();
	const char *const argv[] = { "build/conformance",
				     "try",
				     "--machine=host",
				     "--backend=" BACKEND,
				     "--",
				     "build/self/payload/guests/" ARCHITECTURE
				     "/static/self_status",
				     NULL };
	const char *const none[] = { "build/conformance", "try", "--machine=host", "--",
				     "/no/such/program",  NULL };

	run_start_argv(run, argv);
	run_wait(run);
	assert_int_equal(run->status, 3);
	assert_says(run->err, BACKEND " on host: exit status 3\n");
	run_start_argv(run, none);
	run_wait(run);
	assert_cannot(run, "/no/such/program: No such file or directory");
	run_free(run);
}

static void test_deviations(void **state)
{
	(void)state;
	struct run *run = run_new();

	run_write(
		run->expect, BACKEND ".txt",
		"Case: self_wrong\nFails: wrong guest_argc + 41 == 43\nReason: on purpose.\n\n"
		"Case: self_refused\nFails: refused guest_argc == 1\nReason: on purpose.\n\n"
		"Case: self_crash\nFails: crash SIGBUS\nReason: another signal.\n\n"
		"Case: self_pass\nFails: wrong *\nReason: it does not fail.\n\n"
		"Case: self_gone\nFails: wrong *\nReason: names no case.\n");
	RUN(run, "--machine=host", "--backend=" BACKEND,
	    "--case=self_wrong,self_refused,self_crash,self_pass");
	assert_int_equal(run->status, 1);
	assert_result(run, "self_wrong", "verdict", "XFAIL");
	assert_result(run, "self_refused", "verdict", "UNSUPPORTED");
	assert_result(run, "self_crash", "verdict", "CHANGED");
	assert_result(run, "self_pass", "verdict", "XPASS");
	assert_says(run->out, "STALE  ");
	assert_says(run->out, "names no case: self_gone");
	assert_says(run->out, "recorded: crash SIGBUS");
	assert_says(run->out, "update that file");
	run_free(run);
}

static void test_green(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_pass");
	assert_int_equal(run->status, 0);
	assert_says(run->out, "[  PASSED  ] 2 test(s).");
	assert_says(run->out, "\n2 passed, 0 failed\n");
	/* Not a terminal: no colours, no carriage returns. */
	assert_null(strchr(run->out, '\033'));
	assert_null(strchr(run->err, '\r'));
	run_free(run);
}

static void test_tier(void **state)
{
	(void)state;
	struct run *run = run_new();
	char tiers[320];

	snprintf(tiers, sizeof(tiers), "--tiers=%s", run->expect);
	run_write(run->expect, "few",
		  "# why these\nself_pass/static # one flavour\nself_wrong\n");
	RUN(run, "--machine=host", "--backend=" BACKEND, tiers, "--tier=few");
	assert_says(run->out, "\n1 passed, 2 failed\n");
	RUN(run, "--machine=host", "--backend=" BACKEND, tiers, "--tier=few",
	    "--case=self_pass");
	assert_says(run->out, "\n1 passed, 0 failed\n");
	run_write(run->expect, "few", "self_pas\n");
	RUN(run, tiers, "--tier=few");
	assert_cannot(run, "no case is named \"self_pas\"; did you mean \"self_pass\"?");
	run_free(run);
}

static long long number(const struct run *run, const char *name, const char *key)
{
	json_t *result = run_result(run, name, "static", NULL);
	long long value = json_integer_value(json_object_get(result, key));

	json_decref(result);
	return value;
}

static void test_race(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_race/static,self_pass");
	assert_int_equal(run->status, 1);
	assert_says(run->out, "  3 of 100 tries failed\n");
	assert_int_equal(number(run, "self_race", "tries"), 100);
	assert_int_equal(number(run, "self_race", "failed_tries"), 3);
	assert_int_equal(number(run, "self_pass", "tries"), 0);
	assert_null(strstr(run->out, "no evidence"));
	run_free(run);
}

static void test_flaky(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_flips/static",
	    "--repeat=3", "--jobs=1");
	assert_int_equal(run->status, 1);
	assert_result(run, "self_flips", "verdict", "FLAKY");
	assert_says(run->out, "repetitions disagree, 1 of 3 fail");
	assert_says(run->out, "CASE=self_flips/static/crun REPEAT=3\n");
	assert_int_equal(number(run, "self_flips", "repetitions"), 3);
	assert_int_equal(number(run, "self_flips", "failed_repetitions"), 1);
	/* Recorded as a race, it must still fail as recorded whenever it fails. */
	run_write(run->expect, BACKEND ".txt",
		  "Case: self_flips\nFails: wrong *& 1 == 1\nSometimes: yes\nReason: r\n");
	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_flips/static",
	    "--repeat=3", "--jobs=1");
	assert_result(run, "self_flips", "verdict", "XFAIL");
	assert_result(run, "self_flips", "observation", "wrong");
	run_write(run->expect, BACKEND ".txt",
		  "Case: self_flips\nFails: crash *\nSometimes: yes\nReason: r\n");
	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_flips/static",
	    "--repeat=3", "--jobs=1");
	assert_result(run, "self_flips", "verdict", "CHANGED");
	assert_says(run->out, "1 of 3 repetitions failed\n");
	/* Recorded to fail, in whatever way, it may not pass. */
	run_write(run->expect, BACKEND ".txt",
		  "Case: self_flips\nFails: crash *\nVaries: yes\nReason: r\n");
	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_flips/static",
	    "--repeat=3", "--jobs=1");
	assert_result(run, "self_flips", "verdict", "XPASS");
	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_pass/static",
	    "--repeat=3");
	assert_int_equal(run->status, 0);
	run_free(run);
}

/* A file's text from the results. */
static void slurp(const struct run *run, const char *name, char *text)
{
	char path[64];

	snprintf(path, sizeof(path), "results/%s", name);
	run_slurp(run, path, text);
}

static void test_files(void **state)
{
	(void)state;
	static char text[RUN_TEXT];
	struct run *run = run_new();

	run_write(run->expect, BACKEND ".txt",
		  "Case: self_refused\nFails: refused *\nReason: on purpose.\n");
	RUN(run, "--machine=host", "--backend=" BACKEND ",fex,rosetta",
	    "--case=self_pass/static,self_wrong/static,self_refused/static,self_setup/static");
	slurp(run, "results.tap", text);
	assert_says(text, "TAP version 13\n1..");
	assert_says(text, "not ok ");
	assert_says(text, "# SKIP unsupported");
	slurp(run, "junit.xml", text);
	assert_says(text, "tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\"");
	assert_says(text, "guest_argc + 41 == 43");
	slurp(run, "results.jsonl", text);
	for (char *rest = text, *line; (line = strsep(&rest, "\n")) && *line;) {
		static const char *const fields[] = {
			"case",	   "rule",	  "area",
			"flavour", "backend",	  "backend_version",
			"machine", "kernel",	  "engine",
			"verdict", "observation", "detail",
		};
		json_t *json = json_loads(line, 0, NULL);

		assert_non_null(json);
		if (strcmp(json_string_value(json_object_get(json, "type")), "check") == 0) {
			for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
				assert_true(json_is_string(json_object_get(json, fields[i])));
			assert_true(json_is_integer(json_object_get(json, "ms")));
			assert_true(json_is_integer(json_object_get(json, "page_size")));
		}
		json_decref(json);
	}
	run_free(run);
}

static time_t date_of_run(const struct run *run)
{
	static char text[RUN_TEXT];
	struct tm utc = { 0 };

	run_slurp(run, "results/results.jsonl", text);

	const char *date = strstr(text, "\"date\":\"");

	assert_non_null(date);
	date = strptime(date + strlen("\"date\":\""), "%FT%TZ\"", &utc);
	assert_non_null(date);
	return timegm(&utc);
}

/* A run is dated when its machine answers, and stays so when it is gone on with. */
static void test_date(void **state)
{
	(void)state;
	struct run *run = run_new();
	time_t before = time(NULL);

	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_pass");

	time_t date = date_of_run(run);

	assert_in_range(date, before, time(NULL));
	sleep(1);
	RUN(run, "--machine=host", "--backend=" BACKEND, "--case=self_pass", "--resume");
	assert_int_equal(run->status, 0);
	assert_int_equal(date_of_run(run), date);
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_observations),
		cmocka_unit_test(test_shared),
		cmocka_unit_test(test_failure_text),
		cmocka_unit_test(test_deviations),
		cmocka_unit_test(test_several_claims),
		cmocka_unit_test(test_recorded_failure_text),
		cmocka_unit_test(test_recorded_hang),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_missing_guest),
		cmocka_unit_test(test_try),
		cmocka_unit_test(test_green),
		cmocka_unit_test(test_flaky),
		cmocka_unit_test(test_date),
		cmocka_unit_test(test_race),
		cmocka_unit_test(test_tier),
		cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests_name("verdicts", tests, NULL, NULL);
}
