/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* How long a workload may take, and what its spoiled twin shows. */
#include "lists.h"
#include "software.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct instance native = { .backend = &backend_native_arm64,
					.label = "native-arm64" };
static const struct instance qemu = { .backend = &backend_qemu, .label = "qemu@trixie" };

static struct planned planned(const char *name, enum observation observation, long ms)
{
	struct planned p = { .state = CHECK_DONE,
			     .record = { .observation = observation, .ms = ms } };

	snprintf(p.name, sizeof(p.name), "%s/glibc/crun", name);
	return p;
}

/* The limit of `sqlite` under QEMU, where the control went so. */
static double limit_after(enum observation observation, long ms)
{
	struct planned control = planned("sqlite", observation, ms);
	struct planned other = planned("sqlite", OBSERVED_PASS, 0);
	struct session sessions[] = {
		{ .machine = &machine_krun, .instance = &qemu, .checks = &other, .count = 1 },
		{ .machine = &machine_krun,
		  .instance = &native,
		  .checks = &control,
		  .count = 1 },
	};
	struct plan plan = { .sessions = sessions, .session_count = 2 };

	assert_int_equal(limits_order(&plan), 1);
	assert_ptr_equal(sessions[0].instance, &native);
	limits_set(&plan, 1);
	return other.limit;
}

static void test_limits(void **state)
{
	(void)state;
	assert_true(limit_after(OBSERVED_PASS, 5000) == 5 * LIMIT_FACTOR);
	assert_true(limit_after(OBSERVED_PASS, 10) == LIMIT_LEAST_S);
	assert_true(limit_after(OBSERVED_PASS, 10000000) == LIMIT_MOST_S);
	/* A control that fails says nothing of time: the case's own limit holds. */
	assert_true(limit_after(OBSERVED_WRONG, 5000) == 0);
}

static enum verdict spoiled_verdict(enum observation plain, enum observation spoiled)
{
	struct session session = { .machine = &machine_host, .instance = &native };
	struct planned a = planned("sqlite", plain, 1);
	struct planned b = planned("sqlite_spoiled", spoiled, 1);
	struct judged judged[] = {
		{ .session = &session, .planned = &a, .verdict = VERDICT_PASS },
		{ .session = &session, .planned = &b, .verdict = VERDICT_PASS },
	};
	struct run_report report = { .judged = judged, .judged_count = 2 };

	judged[0].check.test = registry_find("sqlite");
	judged[1].check.test = registry_find("sqlite_spoiled");
	judge_spoiled(&report);
	assert_int_equal(judged[0].verdict, VERDICT_PASS);
	return judged[1].verdict;
}

static void test_spoiled(void **state)
{
	(void)state;
	assert_int_equal(spoiled_verdict(OBSERVED_PASS, OBSERVED_WRONG), VERDICT_PASS);
	assert_int_equal(spoiled_verdict(OBSERVED_PASS, OBSERVED_PASS), VERDICT_FAIL);
	/* What fails anyway has noticed nothing. */
	assert_int_equal(spoiled_verdict(OBSERVED_WRONG, OBSERVED_WRONG), VERDICT_FAIL);
}

/* Each workload is there twice, says what it is, and is named as its file. */
static void test_registry(void **state)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const struct conformance_case *test = cases[i];
		char name[128];

		if (strcmp(registry_area(test), "workloads") != 0 || is_spoiled(test))
			continue;
		assert_true(test->summary && test->image);
		snprintf(name, sizeof(name), "%s_spoiled", test->name);
		assert_non_null(registry_find(name));
		assert_true(is_spoiled(registry_find(name)));
		snprintf(name, sizeof(name), "/%s.c", test->name);
		assert_non_null(strstr(test->file, name));
	}
}

static const char path[] = "build/software/list.txt";

static bool read_text(const char *text, struct list *list, char *why, size_t size)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	return list_read(path, list, why, size);
}

/* What is written is what is read, sorted by its reasons. */
static void test_list(void **state)
{
	struct list list;
	char why[512] = "";

	(void)state;
	assert_true(read_text("# SPDX-License"
			      "-Identifier: x\n# Package: p 1.2-3\n\n# no ptrace\n"
			      "g t.b fail\n\n# a clock\ng t.a hang varies\n",
			      &list, why, sizeof(why)));
	assert_string_equal(list.version, "1.2-3");
	for (int i = 0; i < 2; i++) {
		const struct listed *a = list_find(&list, "g", "t.a");
		const struct listed *b = list_find(&list, "g", "t.b");

		assert_true(a && a->varies && strcmp(a->outcome, "hang") == 0);
		assert_true(b && !b->varies && strcmp(b->reason, "no ptrace") == 0);
		assert_int_equal(list.count, 2);
		assert_null(list_find(&list, "h", "t.a"));
		assert_true(list_write(path, "p 1.2-3", &list, why, sizeof(why)));
		assert_string_equal(list.entries[0].test, "t.a");
		assert_true(list_read(path, &list, why, sizeof(why)));
	}
	unlink(path);
	assert_true(list_read(path, &list, why, sizeof(why)) && !list.count);
}

static void test_list_refused(void **state)
{
	static const char *const texts[] = {
		"g t fail\n",		       /* for no reason */
		"# because\ng t\n",	       /* how? */
		"# because\ng t fail often\n", /* varies, or nothing */
	};
	struct list list;
	char why[512];

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_false(read_text(texts[i], &list, why, sizeof(why)));
		assert_non_null(strstr(why, "list.txt:"));
	}
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limits),	     cmocka_unit_test(test_spoiled),
		cmocka_unit_test(test_registry),     cmocka_unit_test(test_list),
		cmocka_unit_test(test_list_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
