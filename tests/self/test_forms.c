/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Instruction forms: from what a guest reports to the verdict on thousands of lines. */
#include "run.h"

#include "backend.h"
#include "guest_report.h"
#include "judge.h"

#define CASE_AND "Case: self_pass\nFails: wrong forms\nReason: because.\nForms: "

static struct record record_of(const char *text)
{
	struct record record = { .check = "self_pass/static/crun" };
	struct guest_report report;
	FILE *file = fmemopen((void *)text, strlen(text), "r");

	assert_non_null(file);
	guest_report_parse(file, &report);
	fclose(file);
	if (report.kind != REPORT_NONE)
		guest_report_to_record(&report, false, &record);
	return record;
}

#define FAIL(name) "fail\tx:1\tform " name "\tflags 0x1, wanted 0x2\n"

static void test_report(void **state)
{
	(void)state;
	struct record r =
		record_of("begin\tx\n" FAIL("add/plain") FAIL("sub/plain") "end\t1\n");
	const json_t *forms = json_object_get(r.extra, "forms");

	assert_int_equal(r.observation, OBSERVED_WRONG);
	assert_string_equal(r.symptom, "forms");
	assert_string_equal(r.got, "2, the first is add/plain: flags 0x1, wanted 0x2");
	assert_int_equal(json_array_size(forms), 2);
	assert_string_equal(json_string_value(json_array_get(forms, 1)), "sub/plain");
	json_decref(r.extra);
}

/* Another claim that fails is no form's, whichever comes first. */
static void test_other_claim(void **state)
{
	(void)state;
	static const char *const texts[] = {
		FAIL("add/plain") "fail\tx:2\ta == b\t1, wanted 2\n",
		"fail\tx:2\ta == b\t1, wanted 2\n" FAIL("add/plain"),
	};

	for (size_t i = 0; i < 2; i++) {
		struct record r = record_of(texts[i]);

		assert_string_equal(r.symptom, "a == b");
		json_decref(r.extra);
	}
}

static void test_verdicts(void **state)
{
	(void)state;
	const struct backend_found found = { .version = "1" };
	static const struct {
		const char *deviations, *text;
		enum verdict verdict;
	} table[] = {
		{ "", "not recorded: add/plain sub/plain", VERDICT_FAIL },
		{ CASE_AND "add/plain\n sub/plain\n", "", VERDICT_XFAIL },
		{ CASE_AND "add/plain\n\n" CASE_AND "sub/*\n", "", VERDICT_XFAIL },
		{ CASE_AND "add/plain\n", "not recorded: sub/plain", VERDICT_CHANGED },
		{ CASE_AND "*/plain, xor/plain\n", "recorded, and passes: xor/plain",
		  VERDICT_CHANGED },
		{ CASE_AND "*/plain xor/plain\nSometimes: yes\n", "", VERDICT_XFAIL },
		{ CASE_AND "add/plain xor/plain\n",
		  "not recorded: sub/plain; recorded, and passes: xor/plain", VERDICT_CHANGED },
		{ CASE_AND "*/plain\nMachine: debian-*\n", "not recorded: add/plain sub/plain",
		  VERDICT_FAIL },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		char path[] = "build/self/forms-XXXXXX";
		char text[512];
		char why[512] = "";
		struct record r = record_of(FAIL("add/plain") FAIL("sub/plain"));
		struct deviations d;
		const struct deviation *used;
		int fd = mkstemp(path);

		assert_true(fd >= 0);
		assert_int_equal(write(fd, table[i].deviations, strlen(table[i].deviations)),
				 strlen(table[i].deviations));
		close(fd);
		assert_true(deviations_read(path, &d, why, sizeof(why)));
		unlink(path);
		assert_int_equal(judge(&r, "krun", &found, &d, &used), table[i].verdict);
		judge_forms_text(&r, "krun", &found, &d, text, sizeof(text));
		assert_string_equal(text, table[i].text);
		deviations_free(&d);
		json_decref(r.extra);
	}
}

static void test_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"Case: self_pass\nFails: wrong forms\nReason: r\n",
		"Case: self_pass\nFails: wrong a == b\nForms: add/plain\nReason: r\n",
	};

	for (size_t i = 0; i < 2; i++) {
		char path[] = "build/self/forms-XXXXXX";
		char why[512] = "";
		struct deviations d;
		int fd = mkstemp(path);

		assert_true(fd >= 0);
		assert_int_equal(write(fd, texts[i], strlen(texts[i])), strlen(texts[i]));
		close(fd);
		assert_false(deviations_read(path, &d, why, sizeof(why)));
		unlink(path);
		assert_non_null(strstr(why, "belong together"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_report),
		cmocka_unit_test(test_other_claim),
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests_name("instruction forms", tests, NULL, NULL);
}
