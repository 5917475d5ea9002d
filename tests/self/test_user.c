/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* MACHINE=host as an ordinary user with subordinate ids, on real containers. */
#include "run.h"

enum { NO_SUCH_USER = 77 };

static void test_check_tier(void **state)
{
	struct run *run = run_new();
	const char *const argv[] = { "tests/self/as-user", "--tier=check", NULL };

	(void)state;
	run_start_argv(run, argv);
	run_wait(run);
	if (run->status == NO_SUCH_USER) {
		print_message("as an ordinary user: not tried here: %s", run->out);
		run_free(run);
		skip();
	}
	if (run->status)
		print_error("%s%s", run->out, run->err);
	assert_int_equal(run->status, 0);
	assert_says(run->out, " 0 failed");
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check_tier),
	};

	return cmocka_run_group_tests_name("user", tests, NULL, NULL);
}
