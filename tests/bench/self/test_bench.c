/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* bench itself: what it makes of numbers, and what it refuses to print. */
#include "../cost_report.h"
#include "bench.h"
#include "blocks.h"
#include "constant.h"
#include "known.h"
#include "tool.h"
#include "wall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char said[65536];

/* Its exit status; what it printed is in `said`. */
static int run(const char *program, const char *arguments)
{
	char command[512];

	snprintf(command, sizeof(command), "%s %s 2>&1", program, arguments);
	FILE *pipe = popen(command, "re");

	assert_non_null(pipe);
	said[fread(said, 1, sizeof(said) - 1, pipe)] = 0;
	return WEXITSTATUS(pclose(pipe));
}

static int bench(const char *arguments)
{
	return run("build/bench/bench", arguments);
}

static void median_has_an_interval(void **state)
{
	double even[] = { 4, 1, 3, 2, 6, 5, 8, 7, 10, 9 };
	double again[] = { 4, 1, 3, 2, 6, 5, 8, 7, 10, 9 };
	double same[] = { 5, 5, 5 };
	struct interval a = median_interval(even, 10);
	struct interval b = median_interval(again, 10);
	struct interval c = median_interval(same, 3);

	(void)state;
	assert_true(a.median == 5.5);
	assert_true(a.low >= 2 && a.low < 5.5 && a.high > 5.5 && a.high <= 9);
	assert_true(a.low == b.low && a.high == b.high);
	assert_true(c.median == 5 && c.low == 5 && c.high == 5);
}

/* A thousand user instructions twice, against what a file records. */
static size_t moved_against(const char *recorded, double second)
{
	char path[] = "/tmp/bench-constant-XXXXXX";
	static const struct conformance_case test = { .name = "integer",
						      .drive = kernel_drive };
	static const struct instance instance = { .label = "fex",
						  .found = { .version = "FEX-1" } };
	struct measured m = { .test = &test, .instance = &instance, .n = { 2 } };
	FILE *file = fdopen(mkstemp(path), "w");

	assert_non_null(file);
	fprintf(file, "# comment\nfex FEX-1 %s integer %s\n", BENCH_COMPILER, recorded);
	fclose(file);
	m.user[CACHE_COLD][PHASE_STEADY][0] = 1000;
	m.user[CACHE_COLD][PHASE_STEADY][1] = second;
	FILE *nowhere = fopen("/dev/null", "we");
	size_t moved = constant_check(path, &m, 1, nowhere);

	fclose(nowhere);

	unlink(path);
	return moved;
}

static void moved_counts_are_red(void **state)
{
	(void)state;
	assert_int_equal(moved_against("1000", 1000), 0);
	assert_int_equal(moved_against("1009", 1000), 0);
	assert_int_equal(moved_against("1011", 1000), 1);
	assert_int_equal(moved_against("989", 1000), 1);
	assert_int_equal(moved_against("1000", 1020), 1);
}

static enum verdict verdict_of(const struct expectations *recorded, const char *trouble,
			       const char *version)
{
	static const struct conformance_case test = { .name = "integer" };
	struct instance instance = { .backend = &backend_fex };
	struct measured m = { .test = &test, .instance = &instance, .machine = "krun" };
	const struct deviation *used;

	snprintf(instance.found.version, sizeof(instance.found.version), "%s", version);
	snprintf(m.trouble, sizeof(m.trouble), "%s", trouble);
	m.n[CACHE_COLD] = !trouble[0];
	return known_judge(&m, recorded, 1, &used);
}

static void recorded_failures_are_known(void **state)
{
	char path[] = "/tmp/bench-known-XXXXXX";
	struct expectations recorded = { .backend = &backend_fex };
	char why[256];
	FILE *file = fdopen(mkstemp(path), "w");

	(void)state;
	assert_non_null(file);
	fprintf(file, "Case: integer\nVersion: 1.*\nFails: wrong ended with status 2\n"
		      "Reason: a test\n");
	fclose(file);
	assert_true(deviations_read(path, &recorded.deviations, why, sizeof(why)));
	unlink(path);
	assert_int_equal(verdict_of(&recorded, "ended with status 2: words", "1.0"),
			 VERDICT_XFAIL);
	assert_int_equal(verdict_of(&recorded, "ended with status 3", "1.0"), VERDICT_CHANGED);
	assert_int_equal(verdict_of(&recorded, "ended with status 25: words", "1.0"),
			 VERDICT_CHANGED);
	assert_int_equal(verdict_of(&recorded, "ended with status 2", "2.0"), VERDICT_FAIL);
	assert_int_equal(verdict_of(&recorded, "", "1.0"), VERDICT_XPASS);
	assert_int_equal(verdict_of(&recorded, "", "2.0"), VERDICT_PASS);
	deviations_free(&recorded.deviations);
}

/* One of each kind on every backend, and every point of the plots; what is
 * drawn of them also serves the test of the documents. */
static void plots_have_titles_and_plain_colours(void **state)
{
	static const char directory[] = "build/bench/sample";
	static const char *const labels[] = { "native-arm64", "qemu@trixie", "fex",
					      "box64@trixie", "box64@sid" };
	static const char *const names[] = { "integer", "doubles", "bash", "python" };
	static struct instance instances[5];
	static struct measured all[5 * 4];
	size_t count = 0;
	char why[512] = "";

	(void)state;
	if (!tool_exists("gnuplot"))
		skip();
	for (size_t i = 0; i < 5; i++) {
		snprintf(instances[i].label, sizeof(instances[i].label), "%s", labels[i]);
		for (size_t k = 0; k < 4; k++) {
			struct measured *m = &all[count++];

			m->test = registry_find(names[k]);
			m->instance = &instances[i];
			m->machine = "debian-4k";
			for (int cache = 0; cache <= (i == 4); cache++) {
				m->n[cache] = 1;
				for (int p = 0; p < PHASE_COUNT; p++)
					m->user[cache][p][0] = 1000.0 * (double)(i * 3 + k + 1);
			}
		}
	}
	mkdir(directory, 0755);
	assert_true(bench_write_figures(all, count, 1, directory, "bench"));
	assert_true(bench_draw(all, count, directory, why, sizeof(why)));
	assert_int_equal(run("cat", "build/bench/sample/*.svg"), 0);
	assert_non_null(strstr(said, "<title>Kernels, steady state</title>"));
	assert_non_null(strstr(said, "<title>Programs, start and work</title>"));
	assert_null(strstr(said, "<title>Gnuplot</title>"));
	assert_null(strstr(said, "currentColor"));
}

/* As qemu-x86_64 10.0 writes it. */
static const char translation_log[] =
	"----------------\nIN: main\n"
	"0x0000555555555000:  c3                       retq     \n\n"
	"OUT: [size=40]\n  -- guest addr 0x0000555555555000 + tb prologue\n"
	"0xffff6c000100:  b85f0275  ldur     w21, [x19, #-0x10]\n"
	"0xffff6c000104:  7100029f  cmp      w20, #0\n"
	"  data: [size=8]\n0xffff6c000108:  .quad  0x0000ffff6c000043\n\n"
	"----------------\nIN: kernel\n"
	"0x0000555555555190:  48 89 f8                 movq     %rdi, %rax\n"
	"0x0000555555555193:  74 05                    je       0x55555555519a\n\n"
	"OUT: [size=12]\n  -- guest addr 0x0000555555555190 + tb prologue\n"
	"0xffff6c000200:  b85f0275  ldur     w21, [x19, #-0x10]\n"
	"0xffff6c000204:  7100029f  cmp      w20, #0\n"
	"0xffff6c000208:  5400004b  b.lt     #0xffff6c00012c\n\n"
	"Trace 0: 0xffff6c000100 [0000000000000000/0000555555555000/0040c0b3/ff020200] main\n"
	"Trace 0: 0xffff6c000200 [0000000000000000/0000555555555190/0040c0b3/ff020200] kernel\n"
	"Trace 0: 0xffff6c000200 [0000000000000000/0000555555555190/0040c0b3/ff020200] "
	"kernel\n";

static void hottest_block_is_found(void **state)
{
	char path[] = "/tmp/bench-blocks-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "w");
	struct hot_block block;

	(void)state;
	assert_non_null(file);
	fputs(translation_log, file);
	fclose(file);
	assert_true(hot_block_read(path, &block));
	assert_string_equal(block.symbol, "kernel");
	assert_int_equal(block.executed, 2);
	assert_int_equal(block.x86_64, 2);
	assert_int_equal(block.arm64, 3);
	assert_true(block.share == 0.75);
	assert_string_equal(block.listing, "movq     %rdi, %rax; je       0x55555555519a");
	unlink(path);
	assert_false(hot_block_read(path, &block));
}

static void no_wall_clock_under_emulation(void **state)
{
	(void)state;
	if (strcmp(vm_accelerator(), "tcg") != 0)
		skip();
	assert_int_equal(bench("--wall -m debian-4k -b native-arm64 -c integer"), 2);
	assert_non_null(strstr(said, "bench: no wall clock: "));
	assert_null(strstr(said, "ms"));
}

static void few_times_are_no_median(void **state)
{
	(void)state;
	assert_int_equal(bench("--wall --repeat=3"), 2);
	assert_non_null(strstr(said, "--repeat=10"));
}

static void mistyped_names_are_refused(void **state)
{
	(void)state;
	assert_int_equal(bench("-c intger"), 2);
	assert_non_null(strstr(said, "did you mean \"integer\"?"));
	assert_int_equal(bench("--blocks -c intger"), 2);
	assert_non_null(strstr(said, "did you mean \"integer_blocks\"?"));
	assert_int_equal(bench("-b qmu"), 2);
	assert_int_equal(bench("--repeat=0"), 2);
}

/* The path of real hardware, with the refusal switched off: no ratio. */
static void wall_clock_without_a_ratio(void **state)
{
	char line[4096];
	int lines = 0;

	(void)state;
	if (strcmp(vm_accelerator(), "tcg") != 0)
		skip();
	assert_int_equal(bench("--wall --wall-anyway -m krun -b native-arm64 -c integer -r 2"),
			 0);
	FILE *file = fopen("build/bench/wall.jsonl", "re");

	assert_non_null(file);
	while (fgets(line, sizeof(line), file))
		if (strstr(line, "\"wall\"")) {
			json_t *json = json_loads(line, 0, NULL);

			assert_int_equal(json_integer_value(json_object_get(json, "n")), 2);
			assert_true(json_number_value(json_object_get(json, "median_ms")) > 0);
			assert_true(json_is_null(json_object_get(json, "ratio")));
			json_decref(json);
			lines++;
		}
	fclose(file);
	assert_int_equal(lines, 2);
}

/* usage: test_bench [PATTERN] */
int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(median_has_an_interval),
		cmocka_unit_test(moved_counts_are_red),
		cmocka_unit_test(recorded_failures_are_known),
		cmocka_unit_test(plots_have_titles_and_plain_colours),
		cmocka_unit_test(hottest_block_is_found),
		cmocka_unit_test(no_wall_clock_under_emulation),
		cmocka_unit_test(few_times_are_no_median),
		cmocka_unit_test(mistyped_names_are_refused),
		cmocka_unit_test(wall_clock_without_a_ratio),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests_name("bench", tests, NULL, NULL);
}
