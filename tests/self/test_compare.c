/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Two runs beside each other, and what counts as worse. */
#include "run.h"

#include "compare.h"

enum { LINE = 600 };

/* A line of results.jsonl. */
static void line(char *text, const char *machine, const char *backend, const char *version,
		 const char *name, const char *how, const char *symptom)
{
	size_t used = strlen(text);

	snprintf(
		text + used, LINE,
		"{\"type\":\"check\",\"case\":\"%s\",\"flavour\":\"glibc\",\"engine\":\"crun\","
		"\"area\":\"cases\",\"machine\":\"%s\",\"backend\":\"%s\","
		"\"backend_version\":\"%s\",\"observation\":\"%s\",\"symptom\":\"%s\","
		"\"verdict\":\"%s\",\"ms\":100}\n",
		name, machine, backend, version, how, symptom,
		strcmp(how, "pass") == 0 ? "PASS" : "FAIL");
}

/* Compares two texts; the exit status is run->status. */
static void compare_texts(struct run *run, const char *before, const char *after)
{
	char expect[400];
	char files[2][400];

	run_write(run->directory, "before.jsonl", before);
	run_write(run->directory, "after.jsonl", after);
	snprintf(expect, sizeof(expect), "--expect=%s", run->expect);
	snprintf(files[0], sizeof(files[0]), "%s/before.jsonl", run->directory);
	snprintf(files[1], sizeof(files[1]), "%s/after.jsonl", run->directory);
	RUN_COMMAND(run, "compare", expect, files[0], files[1]);
}

/* Of one check that did this and does that. */
static void expect_change(struct run *run, const char *was, const char *is, const char *says,
			  int status)
{
	char before[LINE] = "";
	char after[LINE] = "";

	line(before, "krun", "qemu@trixie", "1", "self_pass", was, "s");
	line(after, "krun", "qemu@trixie", "1", "self_pass", is, "s");
	compare_texts(run, before, after);
	assert_says(run->out, says);
	assert_int_equal(run->status, status);
}

static void test_kinds(void **state)
{
	(void)state;
	struct run *run = run_new();

	expect_change(run, "pass", "pass", "0 worse, 0 better, 0 different, 0 gone, 0 new, 1",
		      0);
	expect_change(run, "pass", "crash", "1 worse", 1);
	expect_change(run, "crash", "pass", "1 better", 0);
	expect_change(run, "wrong", "hang", "1 different", 0);
	/* A refusal can be handled. */
	expect_change(run, "pass", "refused", "1 worse", 1);
	expect_change(run, "refused", "wrong", "1 worse", 1);
	expect_change(run, "wrong", "refused", "1 better", 0);
	expect_change(run, "pass", "skipped", "1 different", 0);
	/* No word of what the harness broke must pass for a good one. */
	expect_change(run, "pass", "broken", "of 1 nothing is said", 1);
	expect_change(run, "crash", "broken", "of 1 nothing is said", 1);
	expect_change(run, "broken", "broken", "1 the same", 0);
	expect_change(run, "broken", "pass", "1 different", 0);
	run_free(run);
}

/* A recorded race is the same whichever way it ends, and no other. */
static void test_races(void **state)
{
	(void)state;
	struct run *run = run_new();

	run_write(run->expect, "qemu.txt",
		  "Case: self_pass\nFails: wrong s*\nSometimes: yes\nReason: r\n");
	expect_change(run, "pass", "wrong", "1 the same", 0);
	expect_change(run, "wrong", "pass", "1 the same", 0);
	expect_change(run, "pass", "crash", "1 worse", 1);
	run_write(run->expect, "qemu.txt",
		  "Case: self_pass\nFails: wrong s*\nVaries: yes\nReason: r\n");
	expect_change(run, "crash", "wrong", "1 the same", 0);
	expect_change(run, "crash", "pass", "1 better", 0);
	run_write(run->expect, "qemu.txt", "Case: self_pass\nFails: wrong s*\nReason: r\n");
	expect_change(run, "crash", "wrong", "1 different", 0);
	run_write(run->expect, "fex.txt",
		  "Case: self_pass\nFails: wrong s*\nVaries: yes\nReason: r\n");
	expect_change(run, "crash", "wrong", "1 different", 0);
	run_free(run);
}

static void test_sessions(void **state)
{
	(void)state;
	struct run *run = run_new();
	char before[8 * LINE] = "";
	char after[8 * LINE] = "";

	line(before, "krun", "qemu@bookworm", "7", "self_pass", "crash", "old");
	line(before, "krun", "qemu@trixie", "10", "self_pass", "pass", "");
	line(before, "krun", "qemu@trixie", "10", "self_wrong", "pass", "");
	line(before, "krun", "fex", "2608", "self_pass", "pass", "");
	line(after, "krun", "qemu@own", "11", "self_pass", "wrong", "a claim");
	line(after, "krun", "qemu@own", "11", "self_crash", "pass", "");
	line(after, "debian-16k", "fex", "2608", "self_pass", "pass", "");
	compare_texts(run, before, after);
	assert_int_equal(run->status, 1);
	/* An own build stands beside the newest. */
	assert_says(run->out,
		    "krun  qemu@trixie -> qemu@own  10 -> 11: 1 worse, 1 gone, 1 new\n"
		    "  worse      self_pass/glibc/crun\n"
		    "             was pass\n"
		    "             is  wrong: a claim\n"
		    "  gone       1 check: self_wrong/glibc/crun\n"
		    "  new        1 check: self_crash/glibc/crun\n");
	assert_says(run->out, "krun  fex  2608: gone, 1 checks");
	assert_says(run->out, "debian-16k  fex  2608: new, 1 checks");
	assert_says(run->out, "1 worse, 0 better, 0 different, 3 gone, 2 new, 0 the same");
	run_free(run);
}

static void test_errors(void **state)
{
	(void)state;
	struct run *run = run_new();
	char one[LINE] = "";
	char other[LINE] = "";

	line(one, "krun", "fex", "1", "self_pass", "pass", "");
	line(other, "krun", "qemu@trixie", "1", "self_pass", "pass", "");
	compare_texts(run, one, other);
	assert_cannot(run, "no check in common");
	compare_texts(run, one, "{\"type\":\n\n");
	assert_cannot(run, "after.jsonl:1: no JSON object");
	/* The end of a journal whose run was killed. */
	compare_texts(run, one, strcat(other, "{\"type\":"));
	assert_cannot(run, "no check in common");
	compare_texts(run, one,
		      "\xfd"
		      "7zXZ, or not");
	assert_cannot(run, "after.jsonl is damaged");
	RUN_COMMAND(run, "compare", "/nowhere/a", "/nowhere/b");
	assert_cannot(run, "cannot read /nowhere/a: No such file");
	RUN_COMMAND(run, "compare", "/nowhere/a");
	assert_int_equal(run->status, 2);
	run_free(run);
}

static void test_compressed(void **state)
{
	(void)state;
	struct run *run = run_new();
	char command[400];
	static char many[600 * LINE];

	for (int i = 0; i < 500; i++) {
		char name[32];

		snprintf(name, sizeof(name), "case_%d", i);
		line(many, "krun", "fex", "1", name, "pass", "");
	}
	run_write(run->directory, "many.jsonl", many);
	snprintf(command, sizeof(command),
		 "cd %s && xz -k many.jsonl && cp many.jsonl again.jsonl", run->directory);
	assert_int_equal(system(command), 0);

	char packed[400];
	char plain[400];

	snprintf(packed, sizeof(packed), "%s/many.jsonl.xz", run->directory);
	snprintf(plain, sizeof(plain), "%s/again.jsonl", run->directory);
	RUN_COMMAND(run, "compare", packed, plain);
	assert_int_equal(run->status, 0);
	assert_says(run->out, "0 new, 500 the same");
	run_free(run);
}

/* Of a real run: what is red, but was so before, is none. */
static void test_baseline(void **state)
{
	(void)state;
	struct run *run = run_new();
	char baseline[400];
	char command[800];

	snprintf(baseline, sizeof(baseline), "--baseline=%s/baseline.jsonl", run->directory);
	RUN(run, "--machine=host", "--case=self_pass,self_wrong", "--backend=native-*");
	assert_int_equal(run->status, 1);
	snprintf(command, sizeof(command),
		 "cp %s/results/results.jsonl %s/baseline.jsonl && "
		 "sed 's/\"wrong\"/\"pass\"/' %s/baseline.jsonl > %s/better.jsonl",
		 run->directory, run->directory, run->directory, run->directory);
	assert_int_equal(system(command), 0);
	RUN(run, "--machine=host", "--case=self_pass,self_wrong", "--backend=native-*",
	    baseline);
	assert_says(run->out, "0 worse, 0 better");
	assert_int_equal(run->status, 0);
	snprintf(baseline, sizeof(baseline), "--baseline=%s/better.jsonl", run->directory);
	RUN(run, "--machine=host", "--case=self_wrong", "--backend=native-*", baseline);
	assert_says(run->out, "2 worse");
	assert_int_equal(run->status, 1);
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),	   cmocka_unit_test(test_races),
		cmocka_unit_test(test_sessions),   cmocka_unit_test(test_errors),
		cmocka_unit_test(test_compressed), cmocka_unit_test(test_baseline),
	};

	return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
