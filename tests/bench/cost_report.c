/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "cost_report.h"

#include "bench.h"
#include "known.h"
#include "lines.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From run to run and host to host. */
static const double spread_allowed = 0.005;

/* x86_64 instructions of a kernel's steady state; 0: nobody has counted them
 * for this compiler. */
static double x86_64_instructions(const struct conformance_case *test)
{
	FILE *file = fopen("tests/bench/x86_64.txt", "re");
	char line[256];
	double found = 0;

	while (file && !(found > 0) && fgets(line, sizeof(line), file)) {
		char compiler[64], name[64];
		double count;

		if (line[0] != '#' &&
		    sscanf(line, "%63s %63s %lf", compiler, name, &count) == 3 &&
		    strcmp(compiler, BENCH_COMPILER) == 0 && strcmp(name, test->name) == 0)
			found = count;
	}
	if (file)
		fclose(file);
	return found;
}

static json_t *figure_to_json(const struct measured *m, enum cache cache, enum phase phase,
			      const struct figure *f)
{
	json_t *line = json_pack(
		"{ss ss ss ss ss ss ss sI sI si}", "kind",
		is_kernel(m->test) ? "kernel" : "program", "name", m->test->name, "backend",
		m->instance->label, "backend_version", m->instance->found.version, "machine",
		m->machine, "phase", phase_names[phase], "cache", cache_names[cache],
		"user_instructions", (json_int_t)llround(f->user), "kernel_instructions",
		(json_int_t)llround(f->kernel), "n", f->n);

	/* One count says nothing of the next. */
	json_object_set_new(line, "spread", f->n > 1 ? json_real(f->spread) : json_null());
	json_object_set_new(line, "ratio", f->ratio > 0 ? json_real(f->ratio) : json_null());
	if (bench_kind(m->test) == BENCH_NATIVE)
		json_object_set_new(line, "native", json_true());
	if (is_kernel(m->test)) {
		const struct kernel *kernel = m->test->data;

		double x86 = phase == PHASE_STEADY ? x86_64_instructions(m->test) : 0;

		if (x86 > 0)
			json_object_set_new(line, "x86_64_instructions",
					    json_integer((json_int_t)x86));
		json_object_set_new(line, "compiler", json_string(BENCH_COMPILER));
		json_object_set_new(
			line, "rounds",
			json_integer(phase == PHASE_STARTUP ? (json_int_t)kernel->few
				     : phase == PHASE_TOTAL
					     ? (json_int_t)kernel->many
					     : (json_int_t)(kernel->many - kernel->few)));
	}
	return line;
}

bool bench_write_figures(const struct measured *all, size_t count, int cpus,
			 const char *directory, const char *name)
{
	struct lines lines = { 0 };

	lines_open(&lines, directory, name);

	for (size_t i = 0; i < count; i++)
		for (int cache = 0; cache < CACHE_COUNT; cache++)
			for (int phase = 0; phase < PHASE_COUNT; phase++) {
				struct figure f;

				if (!figure_of(all, count, &all[i], (enum cache)cache,
					       (enum phase)phase, &f))
					continue;
				json_t *line = figure_to_json(&all[i], (enum cache)cache,
							      (enum phase)phase, &f);

				json_object_set_new(line, "cpus", json_integer(cpus));
				lines_add(&lines, line);
			}
	return lines_close(&lines);
}

/* Tables. */

enum { COLUMNS_MOST = 8, NAME_WIDTH = 14, CELL = 9 };

struct column {
	const char *label;
	enum cache cache;
};

static size_t find_columns(const struct measured *all, size_t count,
			   struct column columns[COLUMNS_MOST])
{
	size_t n = 0;

	for (int cache = 0; cache < CACHE_COUNT; cache++)
		for (size_t i = 0; i < count; i++) {
			const char *label = all[i].instance->label;
			bool known = strcmp(label, "native-arm64") == 0 || !all[i].n[cache];

			for (size_t k = 0; k < n; k++)
				known |= strcmp(columns[k].label, label) == 0 &&
					 (int)columns[k].cache == cache;
			if (!known && n < COLUMNS_MOST)
				columns[n++] = (struct column){ label, (enum cache)cache };
		}
	return n;
}

struct table {
	const char *title;
	enum phase phase;
	enum bench_kind kind;
	bool per_x86_64; /* user instructions by x86_64 ones, instead of ratios */
};

static bool mostly_user(const struct measured *all, size_t count, const struct measured *m,
			enum phase phase)
{
	struct figure f;

	return m && figure_of(all, count, m, CACHE_COLD, phase, &f) && f.user > f.kernel;
}

/* What stands in a cell; false: nothing to say. */
static bool cell_of(const struct measured *all, size_t count, const struct measured *m,
		    const struct table *table, enum cache cache, double *value)
{
	struct figure f;

	if (!figure_of(all, count, m, cache, table->phase, &f))
		return false;
	*value = f.ratio;
	if (table->per_x86_64) {
		double x86 = x86_64_instructions(m->test);

		const struct measured *native =
			measured_of(all, count, m->test, "native-arm64");

		/* Of system calls and the like the few instructions say nothing. */
		*value = x86 > 0 && mostly_user(all, count, native, table->phase) ? f.user / x86
										  : 0;
	}
	return *value > 0;
}

static void print_heads(const struct column *columns, size_t n)
{
	static const char *const native[3] = { "native", "arm64", "million" };

	for (int row = 0; row < 3; row++) {
		printf("%*s", NAME_WIDTH + CELL, native[row]);
		for (size_t k = 0; k < n; k++) {
			const char *label = columns[k].label;
			const char *suite = strchr(label, '@');

			if (row == 0)
				printf("%*.*s", CELL, (int)strcspn(label, "@"), label);
			else if (row == 1)
				printf("%*s", CELL, suite ? suite + 1 : "");
			else
				printf("%*s", CELL, cache_names[columns[k].cache]);
		}
		putchar('\n');
	}
}

/* One row a thing: its native count in millions, then what the backends have. */
static void print_table(const struct measured *all, size_t count, const struct table *table)
{
	struct column columns[COLUMNS_MOST];
	size_t n = find_columns(all, count, columns);
	double logs[COLUMNS_MOST] = { 0 };
	int counted[COLUMNS_MOST] = { 0 };
	const struct instance *first = NULL;

	for (size_t i = 0; i < count && !first; i++)
		if (bench_kind(all[i].test) == table->kind)
			first = all[i].instance;
	if (!first)
		return;
	printf("\n%s\n", table->title);
	print_heads(columns, n);
	for (size_t i = 0; i < count; i++) {
		const struct conformance_case *test = all[i].test;
		const struct measured *native = measured_of(all, count, test, "native-arm64");
		struct figure f;

		if (bench_kind(test) != table->kind || all[i].instance != first)
			continue;
		printf("%-*s", NAME_WIDTH, test->name);
		if (native && figure_of(all, count, native, CACHE_COLD, table->phase, &f))
			printf("%*.2f", CELL, f.sum / 1e6);
		else
			printf("%*s", CELL, "-");
		for (size_t k = 0; k < n; k++) {
			const struct measured *m =
				measured_of(all, count, test, columns[k].label);
			double value;

			if (m && cell_of(all, count, m, table, columns[k].cache, &value)) {
				printf("%*.*f", CELL, value < 1.1 && value > 0.9 ? 4 : 2,
				       value);
				logs[k] += log(value);
				counted[k]++;
			} else {
				printf("%*s", CELL,
				       m && m->not_offered  ? "none"
				       : m && m->trouble[0] ? "FAILED"
							    : "-");
			}
		}
		putchar('\n');
	}
	printf("%-*s", NAME_WIDTH + CELL, "geometric mean");
	for (size_t k = 0; k < n; k++)
		if (counted[k])
			printf("%*.2f", CELL, exp(logs[k] / counted[k]));
		else
			printf("%*s", CELL, "-");
	putchar('\n');
}

void bench_print_tables(const struct measured *all, size_t count)
{
	static const struct table tables[] = {
		{ "kernels, steady state (times native; instructions, not time)", PHASE_STEADY,
		  BENCH_KERNEL, false },
		{ "kernels, steady state: user instructions for one of x86_64", PHASE_STEADY,
		  BENCH_KERNEL, true },
		{ "kernels, start-up (times native; instructions, not time)", PHASE_STARTUP,
		  BENCH_KERNEL, false },
		{ "programs, start and work (times native; instructions, not time)",
		  PHASE_TOTAL, BENCH_PROGRAM, false },
		{ "programs, start-up (times native; instructions, not time)", PHASE_STARTUP,
		  BENCH_PROGRAM, false },
		{ "programs, work without start-up (times native; instructions, not time)",
		  PHASE_STEADY, BENCH_PROGRAM, false },
		{ "native arm64 programs beside the backend (times native alone)", PHASE_STEADY,
		  BENCH_NATIVE, false },
	};

	printf("\nCounted cost: arm64 instructions, %s, that a backend executes\n"
	       "for the x86_64 program, as a multiple of those of its arm64 build.\n"
	       "Not in it: caches, instructions per cycle, and what memory order really\n"
	       "costs an ARM CPU. It is no measure of time.\n",
	       count && all[0].user_only ? "in user mode only" : "user and kernel");
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		print_table(all, count, &tables[i]);
}

static void print_verdict(const struct measured *m, enum verdict verdict,
			  const struct deviation *d)
{
	const char *label = m->instance->label;

	if (verdict == VERDICT_XFAIL)
		printf("XFAIL  %s on %s: %.*s, as recorded\n", m->test->name, label,
		       (int)strcspn(m->trouble, ":"), m->trouble);
	else if (verdict == VERDICT_XPASS)
		printf("XPASS  %s on %s: it runs; take it out of %s:%d\n", m->test->name, label,
		       d->file, d->line);
	else if (m->trouble[0] && d)
		printf("FAILED %s on %s, otherwise than in %s:%d: %s\n", m->test->name, label,
		       d->file, d->line, m->trouble);
	else if (m->trouble[0])
		printf("FAILED %s on %s: %s\n", m->test->name, label, m->trouble);
}

size_t bench_print_trouble(const struct measured *all, size_t count,
			   const struct expectations *recorded, size_t recorded_count)
{
	size_t red = 0;

	for (size_t i = 0; i < count; i++) {
		const struct measured *m = &all[i];

		const struct deviation *used;
		enum verdict verdict = known_judge(m, recorded, recorded_count, &used);

		print_verdict(m, verdict, used);
		red += verdict_is_red(verdict);
		if (m->blocks) {
			printf("READS  %s on %s: %ld bytes from a disk while "
			       "counted, in memory the next time\n",
			       m->test->name, m->instance->label, m->blocks * 512);
			red++;
		}
		for (int cache = 0; cache < CACHE_COUNT; cache++)
			for (int phase = 0; phase < PHASE_COUNT; phase++) {
				struct figure f;

				if (!figure_of(all, count, m, (enum cache)cache,
					       (enum phase)phase, &f) ||
				    f.spread <= spread_allowed)
					continue;
				printf("MOVES  %s on %s, %s, %s: by %.2f %% from run to run\n",
				       m->test->name, m->instance->label, phase_names[phase],
				       cache_names[cache], f.spread * 100);
				red += !m->user_only;
			}
	}
	return red;
}
