/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A run split over several hosts: every check exactly once, and joined again only if it
 * belongs together. */
#include "run.h"

#include "shard.h"

enum { SESSIONS = 3, CHECKS_MOST = 60, PIECES = 200, LINE = 700 };

static unsigned chance(unsigned most)
{
	static uint64_t state = 20261128;

	state = state * 6364136223846793005 + 1442695040888963407;
	return (unsigned)(state >> 33) % most;
}

static void test_cut(void **state)
{
	(void)state;
	for (int round = 0; round < 3000; round++) {
		double weights[PIECES];
		double sums[65] = { 0 };
		double total = 0;
		double heaviest = 0;
		int to[PIECES];
		const size_t count = chance(PIECES);
		const int of = 1 + (int)chance(64);

		for (size_t i = 0; i < count; i++) {
			weights[i] = round % 3 ? (double)chance(round % 7 ? 100 : 100000) : 1;
			total += weights[i];
			heaviest = weights[i] > heaviest ? weights[i] : heaviest;
		}
		shards_cut(weights, count, of, to);
		for (size_t i = 0; i < count; i++) {
			assert_in_range(to[i], i ? to[i - 1] : 1, of);
			sums[to[i]] += weights[i];
		}
		for (int s = 1; s <= of; s++) {
			assert_true(sums[s] <= total / of + heaviest + 1e-6);
			assert_true(sums[s] >= total / of - heaviest - 1e-6);
		}
	}
}

static void test_names(void **state)
{
	static const char *const wrong[] = { "",    "1",    "0/2", "3/2",   "-1/2",
					     "1/0", "1/2x", "a/b", "1/2/3", "1/1025" };
	struct shard shard;

	(void)state;
	assert_true(shard_from_text("2/4", &shard));
	assert_int_equal(shard.index, 2);
	assert_int_equal(shard.of, 4);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(shard_from_text(wrong[i], &shard));
}

/* A plan of three sessions; some checks are repeated. */
static void make_plan(struct plan *plan, const size_t counts[SESSIONS], int repetitions)
{
	static struct instance instances[SESSIONS] = {
		{ .backend = &backend_qemu, .label = "qemu@trixie" },
		{ .backend = &backend_fex, .label = "fex" },
		{ .backend = &backend_box64, .label = "box64@sid" },
	};
	static struct session sessions[SESSIONS];
	static struct planned checks[SESSIONS][CHECKS_MOST];

	memset(checks, 0, sizeof(checks));
	for (size_t s = 0; s < SESSIONS; s++) {
		sessions[s] = (struct session){ .machine = &machine_krun,
						.instance = &instances[s],
						.checks = checks[s] };
		for (size_t i = 0; i < counts[s]; i++)
			for (int n = 1; n <= repetitions; n++) {
				char *name = checks[s][sessions[s].count++].name;

				snprintf(name, 128,
					 n == 1 ? "case_%zu/glibc/crun"
						: "case_%zu/glibc/crun/%d",
					 i, n);
			}
	}
	*plan = (struct plan){ .sessions = sessions, .session_count = SESSIONS };
}

/* Marks what this plan has; what it had before must not be there twice. */
static size_t mark(const struct plan *plan, int seen[SESSIONS][CHECKS_MOST], int times)
{
	size_t n = 0;

	for (size_t i = 0; i < plan->session_count; i++) {
		const struct session *s = &plan->sessions[i];
		const size_t at = s->instance->backend == &backend_qemu	 ? 0
				  : s->instance->backend == &backend_fex ? 1
									 : 2;

		for (size_t k = 0; k < s->count; k++) {
			seen[at][atoi(s->checks[k].name + strlen("case_"))]++;
			n++;
		}
		/* A check stays with its repetitions. */
		assert_int_equal(s->count % (size_t)times, 0);
	}
	return n;
}

static void test_plans(void **state)
{
	(void)state;
	struct run *run = run_new();
	char times[400];
	const int err = dup(2);
	static char text[40 * LINE];

	for (int i = 0; i < 30; i++)
		snprintf(text + strlen(text), LINE,
			 "{\"type\":\"done\",\"check\":\"case_%d/glibc/crun\",\"machine\":"
			 "\"krun\",\"backend\":\"fex\",\"observation\":\"pass\",\"ms\":%u}\n",
			 i, chance(5000));
	run_write(run->directory, "times", text);
	snprintf(times, sizeof(times), "%s/times", run->directory);
	dup2(open("/dev/null", O_WRONLY), 2);
	for (int round = 0; round < 60; round++) {
		const size_t counts[SESSIONS] = { chance(20), chance(20), 1 + chance(20) };
		const size_t all = counts[0] + counts[1] + counts[2];
		const int repetitions = 1 + (int)chance(3);
		int seen[SESSIONS][CHECKS_MOST] = { 0 };
		const int of = round == 0 ? 1 : 1 + (int)chance(25);
		json_t *first = NULL;

		for (int i = 1; i <= of; i++) {
			struct plan plan;
			json_t *head;
			char why[200];

			make_plan(&plan, counts, repetitions);
			assert_true(shard_take(&plan, &(struct shard){ i, of }, times, &head,
					       why, sizeof(why)));
			mark(&plan, seen, repetitions);
			assert_int_equal(json_integer_value(json_object_get(head, "checks")),
					 all);
			assert_int_equal(json_integer_value(json_object_get(head, "index")), i);
			if (!first)
				first = json_incref(head);
			assert_true(json_equal(json_object_get(first, "plan"),
					       json_object_get(head, "plan")));
			json_decref(head);
		}
		json_decref(first);
		for (size_t s = 0; s < SESSIONS; s++)
			for (size_t k = 0; k < CHECKS_MOST; k++)
				assert_int_equal(seen[s][k], k < counts[s] ? repetitions : 0);
	}
	dup2(err, 2);
	close(err);
	run_free(run);
}

/* A shard's results: its head, a session's, and checks from..to. */
static void shard_text(struct run *run, const char *name, int index, const char *plan,
		       const char *version, const char *image, int from, int to)
{
	static char text[20 * LINE];
	size_t used = 0;

	if (plan)
		used += (size_t)snprintf(text, LINE,
					 "{\"type\":\"shard\",\"index\":%d,\"of\":2,"
					 "\"checks\":4,\"plan\":\"%s\",\"seconds\":3}\n",
					 index, plan);
	used += (size_t)snprintf(text + used, LINE,
				 "{\"type\":\"unavailable\",\"backend\":\"fex\",\"machine\":"
				 "\"krun\",\"why\":\"w\"}\n"
				 "{\"type\":\"run\",\"machine\":\"krun\",\"backend\":\"qemu@"
				 "trixie\",\"images\":{\"amd64\":\"%s\"},\"seconds\":%d,"
				 "\"boots\":1}\n",
				 image, index);
	for (int i = from; i < to; i++)
		used += (size_t)snprintf(
			text + used, LINE,
			"{\"type\":\"check\",\"case\":\"case_%d\",\"flavour\":\"glibc\","
			"\"engine\":\"crun\",\"machine\":\"krun\",\"backend\":\"qemu@trixie\","
			"\"backend_version\":\"%s\",\"observation\":\"pass\",\"verdict\":"
			"\"PASS\",\"ms\":1}\n",
			i, version);
	text[used] = 0;
	run_write(run->directory, name, text);
}

static void merge_two(struct run *run)
{
	char files[3][400];

	snprintf(files[0], sizeof(files[0]), "%s/a", run->directory);
	snprintf(files[1], sizeof(files[1]), "%s/b", run->directory);
	snprintf(files[2], sizeof(files[2]), "--output=%s/merged", run->directory);
	RUN_COMMAND(run, "merge", files[2], files[1], files[0]);
}

static void test_merge(void **state)
{
	(void)state;
	struct run *run = run_new();
	static char text[RUN_TEXT];

	shard_text(run, "a", 1, "p", "10", "x", 0, 2);
	shard_text(run, "b", 2, "p", "10", "x", 2, 4);
	merge_two(run);
	assert_int_equal(run->status, 0);
	run_slurp(run, "merged", text);
	/* What both say once, in the plan's order, and one head with the sum of both. */
	assert_int_equal(strncmp(text, "{\"type\":\"unavailable\"", 20), 0);
	assert_says(text, "\"seconds\":3,\"boots\":2}");
	assert_null(strstr(strstr(text, "unavailable") + 1, "unavailable"));
	assert_true(strstr(text, "case_1\"") < strstr(text, "case_2\""));
	assert_says(text, "case_3\"");
	assert_null(strstr(text, "shard"));

	/* Without heads of shards too. */
	shard_text(run, "a", 1, NULL, "10", "x", 0, 2);
	shard_text(run, "b", 2, NULL, "10", "x", 2, 4);
	merge_two(run);
	assert_int_equal(run->status, 0);
	run_free(run);
}

static void test_refused(void **state)
{
	(void)state;
	struct run *run = run_new();

	shard_text(run, "a", 1, "p", "10", "x", 0, 2);
	shard_text(run, "b", 2, "p", "11", "x", 2, 4);
	merge_two(run);
	assert_cannot(run, "the version of krun qemu@trixie is 11 in");
	shard_text(run, "b", 2, "p", "10", "y", 2, 4);
	merge_two(run);
	assert_cannot(run, "image amd64 is y in");
	shard_text(run, "b", 2, "q", "10", "x", 2, 4);
	merge_two(run);
	assert_cannot(run, "shards of different plans");
	shard_text(run, "b", 1, "p", "10", "x", 2, 4);
	merge_two(run);
	assert_cannot(run, "are both shard 1/2");
	shard_text(run, "b", 2, "p", "10", "x", 2, 3);
	merge_two(run);
	assert_cannot(run, "the shards have 3 checks, their plan 4");
	shard_text(run, "b", 2, "p", "10", "x", 1, 3);
	merge_two(run);
	assert_cannot(run, "both have krun qemu@trixie case_1/glibc/crun");
	shard_text(run, "b", 2, NULL, "10", "x", 2, 4);
	merge_two(run);
	assert_cannot(run, "is no shard, but others are");
	shard_text(run, "a", 1, NULL, "10", "x", 1, 3);
	merge_two(run);
	assert_cannot(run, "both have krun qemu@trixie case_2/glibc/crun");

	char file[400];

	shard_text(run, "a", 2, "p", "10", "x", 0, 4);
	snprintf(file, sizeof(file), "%s/a", run->directory);
	RUN_COMMAND(run, "merge", "-o", "/dev/null", file);
	assert_cannot(run, "shard 1/2 is missing");
	shard_text(run, "a", 1, "p", "10", "x", 0, 4);
	RUN_COMMAND(run, "merge", "-o", "/dev/null", file);
	assert_cannot(run, "shard 2/2 is missing");
	run_free(run);
}

/* Two shards of a real run are the whole of it. */
static void test_real(void **state)
{
	(void)state;
	struct run *run = run_new();
	char whole[400];
	char parts[3][400];
	char to[3][400];

	RUN(run, "--machine=host", "--case=self_pass,self_wrong,self_refused",
	    "--backend=native-*", "--repeat=2");
	assert_int_equal(run->status, 1);
	snprintf(whole, sizeof(whole), "%s/results/results.jsonl", run->directory);
	for (int i = 1; i <= 3; i++) {
		char shard[32];

		snprintf(shard, sizeof(shard), "--shard=%d/3", i);
		snprintf(to[i - 1], sizeof(to[0]), "%s/%d", run->directory, i);
		assert_int_equal(mkdir(to[i - 1], 0755), 0);
		snprintf(parts[i - 1], sizeof(parts[0]), "%s/results.jsonl", to[i - 1]);
		snprintf(to[i - 1], sizeof(to[0]), "--results=%s/%d", run->directory, i);
		RUN(run, "--machine=host", "--case=self_pass,self_wrong,self_refused",
		    "--backend=native-*", "--repeat=2", shard, to[i - 1], "--times", whole);
		assert_says(run->err, "shard ");
		assert_true(run->status < 2);
	}
	snprintf(to[0], sizeof(to[0]), "%s/merged", run->directory);
	RUN_COMMAND(run, "merge", "--output", to[0], parts[0], parts[1], parts[2]);
	assert_int_equal(run->status, 1);
	RUN_COMMAND(run, "compare", whole, to[0]);
	assert_int_equal(run->status, 0);
	assert_says(run->out, "0 worse, 0 better, 0 different, 0 gone, 0 new, ");
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),	cmocka_unit_test(test_names),
		cmocka_unit_test(test_plans),	cmocka_unit_test(test_merge),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_real),
	};

	return cmocka_run_group_tests_name("shard", tests, NULL, NULL);
}
