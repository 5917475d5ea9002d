/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Rules and cases name each other: every case cites a rule of docs/spec that
 * exists, every rule has a case or a line "No case:" with the reason, and has
 * its source. Every deviation names a case. What users reported
 * (docs/spec/reported.txt) names cases too, and every thread that a case
 * names stands there.
 */
#include "run.h"

#include "judge.h"

#include <glob.h>

enum { RULES_MOST = 512 };

static struct rule {
	char id[32];
	bool has_source, excused, cited;
} rules[RULES_MOST];
static size_t rule_count;

static struct rule *rule_named(const char *id)
{
	for (size_t i = 0; i < rule_count; i++)
		if (strcmp(rules[i].id, id) == 0)
			return &rules[i];
	return NULL;
}

/* "## EXEC-3" or "## EXEC-3 {#...}" */
static bool heading(const char *line, char *id, size_t size)
{
	if (strncmp(line, "## ", 3) != 0)
		return false;
	snprintf(id, size, "%.*s", (int)strcspn(line + 3, " \n{"), line + 3);
	return strchr(id, '-') &&
	       strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(id);
}

static int read_rules(void **state)
{
	glob_t files;
	char line[2048];

	(void)state;
	if (glob("docs/spec/*.md", 0, NULL, &files))
		return -1;
	for (size_t i = 0; i < files.gl_pathc; i++) {
		FILE *file = fopen(files.gl_pathv[i], "re");
		struct rule *rule = NULL;
		char id[32];

		while (file && fgets(line, sizeof(line), file)) {
			if (heading(line, id, sizeof(id)) && rule_count < RULES_MOST) {
				rule = &rules[rule_count++];
				snprintf(rule->id, sizeof(rule->id), "%s", id);
			}
			if (rule && strncmp(line, "Source:", 7) == 0)
				rule->has_source = true;
			if (rule && strncmp(line, "No case:", 8) == 0)
				rule->excused = true;
		}
		if (file)
			fclose(file);
	}
	globfree(&files);
	return 0;
}

static void test_cases_cite_rules(void **state)
{
	FILE *list = popen("build/conformance --list", "re");
	char line[2048];
	int wrong = 0;

	(void)state;
	assert_non_null(list);
	while (fgets(line, sizeof(line), list)) {
		char area[64];
		char name[128];
		char id[32];

		if (sscanf(line, "%63s %127s %31s", area, name, id) != 3 || !strchr(id, '-'))
			continue;
		struct rule *rule = rule_named(id);

		if (rule)
			rule->cited = true;
		else
			print_error("%s/%s cites %s, which docs/spec does not have\n", area,
				    name, id);
		wrong += !rule;
	}
	pclose(list);
	assert_int_equal(wrong, 0);
}

static void test_rules_have_cases(void **state)
{
	int wrong = 0;

	(void)state;
	assert_true(rule_count > 0);
	for (size_t i = 0; i < rule_count; i++) {
		if (!rules[i].cited && !rules[i].excused) {
			print_error("%s has neither a case nor a line \"No case:\"\n",
				    rules[i].id);
			wrong++;
		}
		if (!rules[i].has_source) {
			print_error("%s has no line \"Source:\"\n", rules[i].id);
			wrong++;
		}
		if (rule_named(rules[i].id) != &rules[i]) {
			print_error("%s stands twice\n", rules[i].id);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* The controls' files stay empty: what fails there is our own fault. */
static void test_controls_deviate_in_nothing(void **state)
{
	static const char *const files[] = { "tests/expect/native-x86_64.txt",
					     "tests/expect/native-arm64.txt" };
	struct deviations d;
	char why[256];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_true(deviations_read(files[i], &d, why, sizeof(why)));
		assert_int_equal(d.count, 0);
	}
}

enum { REPORTS_MOST = 256, THREADS_BYTES = 1 << 16 };

static char report_ids[REPORTS_MOST][64];
static size_t report_count;
static char threads[THREADS_BYTES];

/* Counts what is wrong with one field's words. */
static int judge_words(const char *report, const char *field, char *words)
{
	int wrong = 0;

	for (char *word = strtok(words, ", \t\n"); word; word = strtok(NULL, ", \t\n")) {
		char path[256];
		glob_t files;

		if (strcmp(field, "Thread") == 0) {
			size_t used = strlen(threads);

			assert_true(used + strlen(word) + 2 < sizeof(threads));
			sprintf(threads + used, "%s\n", word);
			if (strncmp(word, "https://", 8) != 0) {
				print_error("report %s: %s is no address\n", report, word);
				wrong++;
			}
			continue;
		}
		snprintf(path, sizeof(path), "tests/cases/*/%s.c", word);
		if (glob(path, 0, NULL, &files)) {
			print_error("report %s: there is no case %s\n", report, word);
			wrong++;
		} else {
			globfree(&files);
		}
	}
	return wrong;
}

/* One report: closed by the next one, or by the end. */
static int judge_report(bool has_cases, bool excused)
{
	const char *id = report_ids[report_count - 1];

	if (has_cases != excused)
		return 0;
	print_error("report %s needs either Cases or No case\n", id);
	return 1;
}

static void test_reports_have_cases(void **state)
{
	FILE *file = fopen("docs/spec/reported.txt", "re");
	char line[2048];
	char field[64] = "";
	bool has_cases = false;
	bool excused = false;
	int wrong = 0;

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		char *value = line;

		if (line[0] == '#' || line[0] == '\n')
			continue;
		if (line[0] != ' ') {
			value = strchr(line, ':');
			assert_non_null(value);
			snprintf(field, sizeof(field), "%.*s", (int)(value - line), line);
			value++;
		}
		if (strcmp(field, "Report") == 0) {
			wrong += report_count ? judge_report(has_cases, excused) : 0;
			has_cases = excused = false;
			assert_true(report_count < REPORTS_MOST);
			sscanf(value, "%63s", report_ids[report_count]);
			for (size_t i = 0; i < report_count; i++)
				if (strcmp(report_ids[i], report_ids[report_count]) == 0) {
					print_error("report %s stands twice\n", report_ids[i]);
					wrong++;
				}
			report_count++;
			continue;
		}
		assert_true(report_count > 0);
		has_cases |= strcmp(field, "Cases") == 0;
		excused |= strcmp(field, "No case") == 0;
		if (strcmp(field, "Cases") == 0 || strcmp(field, "Thread") == 0)
			wrong += judge_words(report_ids[report_count - 1], field, value);
	}
	fclose(file);
	wrong += judge_report(has_cases, excused);
	assert_int_equal(wrong, 0);
}

/* The sources say it better than the registry: of this program's own cases
 * none comes from an upstream thread. */
static void test_threads_of_cases_are_reported(void **state)
{
	glob_t files;
	int wrong = 0;

	(void)state;
	assert_int_equal(glob("tests/cases/*/*.c", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		FILE *file = fopen(files.gl_pathv[i], "re");
		char line[2048];

		assert_non_null(file);
		while (fgets(line, sizeof(line), file)) {
			const char *at = line;

			while ((at = strstr(at, "\"https://"))) {
				char thread[512];

				snprintf(thread, sizeof(thread), "%.*s\n",
					 (int)strcspn(at + 1, "\""), at + 1);
				if (!strstr(threads, thread)) {
					print_error(
						"%s: docs/spec/reported.txt does not have %s",
						files.gl_pathv[i], thread);
					wrong++;
				}
				at++;
			}
		}
		fclose(file);
	}
	globfree(&files);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases_cite_rules),
		cmocka_unit_test(test_rules_have_cases),
		cmocka_unit_test(test_controls_deviate_in_nothing),
		cmocka_unit_test(test_reports_have_cases),
		cmocka_unit_test(test_threads_of_cases_are_reported),
	};

	return cmocka_run_group_tests_name("spec", tests, read_rules, NULL);
}
