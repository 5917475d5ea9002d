/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Every cell of the table of verdicts, and every refusal of a deviation file. */
#include "run.h"

#include "backend.h"
#include "guest_report.h"
#include "judge.h"
#include "registry.h"

static char path[] = "build/self/deviations-XXXXXX";

static struct deviations read_text(const char *text, bool wanted, const char *part)
{
	struct deviations d;
	char why[512] = "";
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	assert_int_equal(deviations_read(path, &d, why, sizeof(why)), wanted);
	if (!wanted)
		assert_says(why, part);
	return d;
}

static enum verdict verdict_of(const char *deviation, enum observation observation,
			       const char *symptom)
{
	struct deviations d = read_text(deviation, true, NULL);
	const struct deviation *used;
	struct record record = { .check = "self_pass/static/crun", .observation = observation };

	snprintf(record.symptom, sizeof(record.symptom), "%s", symptom);

	const struct backend_found found = { .version = "1:10.0.2", .build = "static lto" };
	enum verdict verdict = judge(&record, "krun", &found, &d, &used);

	deviations_free(&d);
	return verdict;
}

#define FAILS "Case: self_pass\nFails: wrong a == b\nReason: because.\n"
#define REFUSED "Case: self_pass\nFails: refused r < 0\nReason: because.\n"

static void test_table(void **state)
{
	(void)state;
	static const struct {
		const char *deviation;
		enum observation observation;
		const char *symptom;
		enum verdict verdict;
	} table[] = {
		{ "", OBSERVED_PASS, "", VERDICT_PASS },
		{ "", OBSERVED_WRONG, "a == b", VERDICT_FAIL },
		{ "", OBSERVED_CRASH, "SIGSEGV", VERDICT_FAIL },
		{ "", OBSERVED_HANG, "no end", VERDICT_FAIL },
		{ "", OBSERVED_REFUSED, "r < 0", VERDICT_FAIL },
		{ "", OBSERVED_BROKEN, "no space", VERDICT_BROKEN },
		{ "", OBSERVED_SKIPPED, "no such kernel", VERDICT_SKIPPED },
		{ FAILS, OBSERVED_SKIPPED, "no such kernel", VERDICT_SKIPPED },
		{ FAILS, OBSERVED_PASS, "", VERDICT_XPASS },
		{ FAILS, OBSERVED_WRONG, "a == b", VERDICT_XFAIL },
		{ FAILS, OBSERVED_WRONG, "a == c", VERDICT_CHANGED },
		{ FAILS, OBSERVED_CRASH, "a == b", VERDICT_CHANGED },
		{ FAILS, OBSERVED_REFUSED, "a == b", VERDICT_CHANGED },
		{ FAILS, OBSERVED_BROKEN, "a == b", VERDICT_BROKEN },
		{ REFUSED, OBSERVED_PASS, "", VERDICT_XPASS },
		{ REFUSED, OBSERVED_REFUSED, "r < 0", VERDICT_UNSUPPORTED },
		{ REFUSED, OBSERVED_REFUSED, "s < 0", VERDICT_CHANGED },
		{ REFUSED, OBSERVED_WRONG, "r < 0", VERDICT_CHANGED },
		{ REFUSED, OBSERVED_BROKEN, "r < 0", VERDICT_BROKEN },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		assert_int_equal(
			verdict_of(table[i].deviation, table[i].observation, table[i].symptom),
			table[i].verdict);
}

static void test_colours(void **state)
{
	(void)state;
	for (int v = 0; v < VERDICT_COUNT; v++)
		assert_int_equal(verdict_is_red((enum verdict)v),
				 v != VERDICT_PASS && v != VERDICT_SKIPPED &&
					 v != VERDICT_XFAIL && v != VERDICT_UNSUPPORTED);
}

static void test_selection(void **state)
{
	(void)state;
	/* Brackets and question marks of an expression are themselves. */
	assert_int_equal(verdict_of("Case: self_*\nFails: wrong p[0] == *\nLink: https://x\n",
				    OBSERVED_WRONG, "p[0] == 'B'"),
			 VERDICT_XFAIL);
	assert_int_equal(
		verdict_of("Case: self_pass\nVersion: 1:9.*\nFails: wrong *\nReason: r\n",
			   OBSERVED_WRONG, "x"),
		VERDICT_FAIL);
	assert_int_equal(verdict_of("Case: self_pass\nVersion: 1:9.* 1:10.*\nFails: wrong *\n"
				    "Reason: r\n",
				    OBSERVED_WRONG, "x"),
			 VERDICT_XFAIL);
	assert_int_equal(verdict_of("Case: self_pass\nBuild: dynamic\nFails: wrong *\n"
				    "Reason: r\n",
				    OBSERVED_WRONG, "x"),
			 VERDICT_FAIL);
	/* Any of its words does. */
	assert_int_equal(verdict_of("Case: self_pass\nBuild: lto pgo\nFails: wrong *\n"
				    "Reason: r\n",
				    OBSERVED_WRONG, "x"),
			 VERDICT_XFAIL);
	assert_int_equal(
		verdict_of("Case: self_pass\nFlavour: glibc\nFails: wrong *\nReason: r\n",
			   OBSERVED_WRONG, "x"),
		VERDICT_FAIL);
	assert_int_equal(verdict_of("Case: self_pass\nFlavour: glibc sta*\nFails: wrong *\n"
				    "Reason: r\n",
				    OBSERVED_WRONG, "x"),
			 VERDICT_XFAIL);
	assert_int_equal(
		verdict_of("Case: self_pass\nMachine: debian-*\nFails: wrong *\nReason: r\n",
			   OBSERVED_WRONG, "x"),
		VERDICT_FAIL);
	assert_int_equal(
		verdict_of("Case: self_pass\nSometimes: yes\nFails: wrong *\nReason: r\n",
			   OBSERVED_PASS, ""),
		VERDICT_PASS);
	assert_int_equal(verdict_of("Case: self_pass\nVaries: yes\nFails: wrong *\nReason: r\n",
				    OBSERVED_CRASH, "SIGSEGV"),
			 VERDICT_XFAIL);
	assert_int_equal(verdict_of("Case: self_pass\nVaries: yes\nFails: wrong *\nReason: r\n",
				    OBSERVED_PASS, ""),
			 VERDICT_XPASS);
	assert_int_equal(verdict_of("Case: other\n self_p* more\nFails: wrong x\nReason: r\n",
				    OBSERVED_WRONG, "x"),
			 VERDICT_XFAIL);
	/* The first paragraph that fits counts. */
	assert_int_equal(verdict_of("Case: self_pass\nFails: wrong x\nReason: r\n\n"
				    "Case: *\nFails: crash *\nReason: r\n",
				    OBSERVED_CRASH, "SIGSEGV"),
			 VERDICT_CHANGED);
}

static void test_refusals(void **state)
{
	(void)state;
	read_text("Case: self_pass\nFails: wrong x\n", false, ":1: a deviation needs a Link");
	read_text("Case: self_pass\nReason: r\n", false, "needs the fields Case and Fails");
	read_text("Fails: wrong x\nReason: r\n", false, "needs the fields Case and Fails");
	read_text("Case: a\nFails: pass x\n", false, ":2: Fails starts with");
	read_text("Case: a\nFails: wrong\n", false, ":2: Fails says no symptom");
	read_text("Case: a\nFial: wrong x\n", false, ":2: unknown field");
	read_text("Case: a\nSometimes: no\n", false, ":2: Sometimes takes only");
	read_text("# comment\n\nCase a\n", false, ":3: not of the form");
	read_text("Case: a\nFlavour: glibc\n static\n", false,
		  ":3: only a Case, Fails, Forms and a Reason go on");
	read_text("Case: a\nFails: wrong x\nVaries: yes\nLink: l\n", false,
		  ":1: a deviation that varies needs a Reason");
}

static void test_stale(void **state)
{
	(void)state;
	struct deviations d = read_text(
		"Case: self_pass no_such_case\nFails: wrong x\nReason: two\n lines\n\n"
		"Case: self_pa*\nFails: wrong x\nReason: r\n",
		true, NULL);

	assert_int_equal(d.count, 2);
	assert_string_equal(d.list[0].reason, "two lines");
	assert_true(deviation_is_stale(&d.list[0]));
	assert_false(deviation_is_stale(&d.list[1]));
	deviations_free(&d);
}

static void test_absent_file(void **state)
{
	(void)state;
	struct deviations d;
	char why[64];

	assert_true(deviations_read("build/self/no-such-file", &d, why, sizeof(why)));
	assert_int_equal(d.count, 0);
}

/* Set-up that fails speaks against the harness on a control, and against the
 * translator elsewhere: the control has shown that it works. */
static void test_set_up(void **state)
{
	(void)state;
	struct guest_report report = { .kind = REPORT_SETUP,
				       .expression = "open()",
				       .got = "-2" };
	struct record record = { 0 };

	guest_report_to_record(&report, true, &record);
	assert_int_equal(record.observation, OBSERVED_BROKEN);
	guest_report_to_record(&report, false, &record);
	assert_int_equal(record.observation, OBSERVED_WRONG);
	assert_string_equal(record.symptom, "set-up: open()");
	/* What the claim stands on isn't there: the rule's own refusal it is not. */
	strcpy(report.got, "-38");
	guest_report_to_record(&report, false, &record);
	assert_int_equal(record.observation, OBSERVED_WRONG);
}

static void test_nearest(void **state)
{
	(void)state;
	assert_string_equal(registry_nearest("self_pas"), "self_pass");
	assert_string_equal(registry_nearest("slef_wrong"), "self_wrong");
	assert_null(registry_nearest("zzzzzzzzzzzzzzzz"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),	  cmocka_unit_test(test_colours),
		cmocka_unit_test(test_selection), cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_stale),	  cmocka_unit_test(test_absent_file),
		cmocka_unit_test(test_set_up),	  cmocka_unit_test(test_nearest),
	};
	int fd = mkstemp(path);

	if (fd < 0)
		return 2;
	close(fd);
	int failed = cmocka_run_group_tests_name("judging", tests, NULL, NULL);

	unlink(path);
	return failed;
}
