/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Drawing from the reference run, and what that tells. */
#include "run.h"

#include "sample.h"

static void assert_near(double got, double wanted)
{
	assert_true(got > wanted - 0.0005 && got < wanted + 0.0005);
}

static void test_wilson(void **state)
{
	(void)state;
	assert_near(wilson(60, 60).low, 0.9398);
	assert_near(wilson(60, 60).high, 1);
	assert_near(wilson(58, 60).low, 0.8864);
	assert_near(wilson(58, 60).high, 0.9908);
	assert_near(wilson(0, 10).low, 0);
	assert_near(wilson(0, 10).high, 0.2775);
	assert_near(wilson(0, 0).low, 0);
	assert_near(wilson(0, 0).high, 1);
}

enum { POPULATION = 1000, DRAWN = 60 };

/* Three backends with 500, 300 and 200 checks in five areas. */
static size_t draw(struct result *all, const struct result **list, size_t wanted, uint64_t seed)
{
	static const char *const areas[] = { "a", "b", "c", "d", "e" };

	for (int i = 0; i < POPULATION; i++) {
		all[i] = (struct result){ .machine = "krun", .area = areas[i % 5] };
		all[i].backend = i < 500 ? "qemu" : i < 800 ? "fex" : "box64";
		snprintf(all[i].name, sizeof(all[i].name), "%d", i);
		list[i] = &all[i];
	}
	return sample_draw(list, POPULATION, wanted, seed);
}

static void test_draw(void **state)
{
	static struct result all[POPULATION];
	static const struct result *list[POPULATION];
	static int drawn[POPULATION];

	(void)state;
	for (uint64_t seed = 0; seed < 500; seed++) {
		bool seen[POPULATION] = { false };
		int of_backend[3] = { 0 };
		int of_area[5] = { 0 };

		assert_int_equal(draw(all, list, DRAWN, seed), DRAWN);
		for (size_t i = 0; i < DRAWN; i++) {
			const size_t at = (size_t)(list[i] - all);

			assert_false(seen[at]);
			seen[at] = true;
			drawn[at]++;
			of_backend[at < 500 ? 0 : at < 800 ? 1 : 2]++;
			of_area[at % 5]++;
		}
		/* Each has its share. */
		assert_in_range(of_backend[0], 29, 31);
		assert_in_range(of_backend[1], 17, 19);
		assert_in_range(of_backend[2], 11, 13);
		for (int i = 0; i < 5; i++)
			assert_in_range(of_area[i], 9, 15);
	}
	/* Nobody is left out or preferred: 30 times each, 5.3 up or down (6 sigma: 32). */
	for (int i = 0; i < POPULATION; i++)
		assert_in_range(drawn[i], 5, 62);

	const struct result *first = (draw(all, list, DRAWN, 7), list[0]);

	assert_ptr_equal((draw(all, list, DRAWN, 7), list[0]), first);
	assert_int_equal(draw(all, list, 5000, 1), POPULATION);
	assert_int_equal(sample_draw(list, 0, 5, 1), 0);
}

static void test_spot_check(void **state)
{
	(void)state;
	struct run *run = run_new();
	char build[400];
	char expect[400];
	char reference[400];
	char command[1600];

	RUN(run, "--machine=host", "--backend=native-*", "--case=self_pass,self_wrong");
	snprintf(build, sizeof(build), "--build=%s", run->directory);
	snprintf(expect, sizeof(expect), "--expect=%s", run->expect);
	snprintf(reference, sizeof(reference), "--reference=%s/results/results.jsonl",
		 run->directory);
	RUN_COMMAND(run, "spot-check", build, expect, reference, "--sample=3", "--seed=5");
	assert_int_equal(run->status, 0);
	assert_says(run->out, "seed 5: 3 of 4 checks\n");
	assert_says(run->out, "3 of 3 agree with the reference run; of all its checks that can "
			      "run here 43.9 to 100.0% do (95%, Wilson)");
	/* One that differs, and one of a backend that isn't here. */
	snprintf(command, sizeof(command),
		 "cd %s/results && sed 's/\"pass\"/\"crash\"/' results.jsonl > lies && "
		 "sed 's/native-[^\"]*/fex/g' results.jsonl >> lies",
		 run->directory);
	assert_int_equal(system(command), 0);
	snprintf(reference, sizeof(reference), "--reference=%s/results/lies", run->directory);
	RUN_COMMAND(run, "spot-check", build, expect, reference, "--sample=4");
	assert_int_equal(run->status, 1);
	assert_says(run->out, "not here: 4 of 4 checks of fex on host");
	assert_says(run->out, "  reference  crash\n  here       pass\n");
	assert_says(run->out, "again: make conformance MACHINE=host BACKEND=native-");
	assert_says(run->out, "2 of 4 agree with the reference run");
	RUN_COMMAND(run, "spot-check", build, expect, reference, "--case=self_hang");
	assert_cannot(run, "none of the reference run's checks can run here");
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wilson),
		cmocka_unit_test(test_draw),
		cmocka_unit_test(test_spot_check),
	};

	unsetenv("FEX");
	return cmocka_run_group_tests_name("sample", tests, NULL, NULL);
}
