/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "wall.h"

#include "bench.h"
#include "check_name.h"
#include "figures.h"
#include "lines.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { RESAMPLES = 10000, CANNOT = 2 };

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static double middle(const double *sorted, int n)
{
	return n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

struct interval median_interval(double *numbers, int n)
{
	static double medians[RESAMPLES];
	double sample[WALL_MOST] = { 0 };
	uint64_t state = 0x9e3779b97f4a7c15;

	for (int i = 0; i < RESAMPLES; i++) {
		for (int k = 0; k < n; k++) {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			sample[k] = numbers[state % (uint64_t)n];
		}
		qsort(sample, (size_t)n, sizeof(sample[0]), by_size);
		medians[i] = middle(sample, n);
	}
	qsort(medians, RESAMPLES, sizeof(medians[0]), by_size);
	qsort(numbers, (size_t)n, sizeof(numbers[0]), by_size);
	return (struct interval){ middle(numbers, n), medians[RESAMPLES / 40],
				  medians[RESAMPLES - 1 - RESAMPLES / 40] };
}

/* The first line of a file, or of the first that has such a field. */
static void read_field(const char *path, const char *field, char *text, size_t size)
{
	FILE *file = fopen(path, "re");
	char line[512];

	snprintf(text, size, "unknown");
	while (file && fgets(line, sizeof(line), file)) {
		const char *value = strchr(line, ':');

		line[strcspn(line, "\n")] = 0;
		if (!field)
			snprintf(text, size, "%s", line);
		else if (strncmp(line, field, strlen(field)) == 0 && value)
			snprintf(text, size, "%s", value + 2);
		else
			continue;
		break;
	}
	if (file)
		fclose(file);
}

const char *wall_refusal(const struct plan *plan)
{
	struct utsname name;
	char implementer[64];

	uname(&name);
	for (size_t i = 0; i < plan->session_count; i++)
		if (plan->sessions[i].machine->kernel && strcmp(vm_accelerator(), "kvm") != 0)
			return "that machine is emulated, and its speed is the emulator's; on "
			       "an ARM64 host use --machine=host";
	if (strcmp(name.machine, "aarch64") != 0)
		return "this host is no ARM64 machine";
	read_field("/proc/cpuinfo", "CPU implementer", implementer, sizeof(implementer));
	/* As QEMU's CPU "max" has it. */
	if (strcmp(implementer, "0x00") == 0)
		return "this ARM64 CPU is itself emulated";
	return NULL;
}

struct series {
	const struct conformance_case *test;
	const struct instance *instance;
	enum cache cache;
	bool startup;
	int n;
	double ms[WALL_MOST];
};

static struct series *series_of(struct series *all, size_t *count,
				const struct conformance_case *test,
				const struct instance *instance, enum cache cache, bool startup)
{
	for (size_t i = 0; i < *count; i++)
		if (all[i].test == test && all[i].instance == instance &&
		    all[i].cache == cache && all[i].startup == startup)
			return &all[i];
	all[*count] = (struct series){
		.test = test, .instance = instance, .cache = cache, .startup = startup
	};
	return &all[(*count)++];
}

static bool find_ms(const char *notes, enum cache cache, int run, double *ms)
{
	char key[16];
	int status;

	snprintf(key, sizeof(key), "%s%d=", cache_names[cache], run);
	const char *at = strstr(notes, key);

	if (!at || sscanf(at + strlen(key), "%d,%*f,%*f,%lf", &status, ms) != 2 || status)
		return false;
	*ms /= 1e6;
	return true;
}

static void take_round(struct plan *plan, struct series *all, size_t *count)
{
	for (size_t s = 0; s < plan->session_count; s++) {
		struct session *session = &plan->sessions[s];

		for (size_t k = 0; k < session->count; k++) {
			struct planned *p = &session->checks[k];
			struct check check;

			if (check_from_name(p->name, &check) && check.test->data)
				for (int i = 0; i < CACHE_COUNT * 2; i++) {
					enum cache cache = (enum cache)(i / 2);
					int run = i % 2 == 0 ? RUN_STARTUP : RUN_WHOLE;
					double ms;

					if (!find_ms(p->record.notes, cache, run, &ms))
						continue;
					struct series *to =
						series_of(all, count, check.test,
							  session->instance, cache, i % 2 == 0);

					if (to->n < WALL_MOST)
						to->ms[to->n++] = ms;
				}
			/* For the next round. */
			p->state = CHECK_PENDING;
			memset(&p->record, 0, sizeof(p->record));
		}
		session->done = 0;
		session->boots = session->died_in_vain = 0;
	}
}

static json_t *describe_host(const char *doubt)
{
	char governor[64];
	char load[128];
	char model[64];
	struct utsname name;

	uname(&name);
	read_field("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", NULL, governor,
		   sizeof(governor));
	read_field("/proc/loadavg", NULL, load, sizeof(load));
	read_field("/proc/cpuinfo", "CPU part", model, sizeof(model));
	return json_pack("{ss ss ss ss ss ss si so}", "type", "host", "kernel", name.release,
			 "architecture", name.machine, "governor", governor, "load", load,
			 "cpu_part", model, "cpus", (int)sysconf(_SC_NPROCESSORS_ONLN), "doubt",
			 doubt ? json_string(doubt) : json_null());
}

static void write_series(struct lines *lines, struct series *all, size_t count,
			 const char *doubt)
{
	lines_add(lines, describe_host(doubt));
	for (size_t i = 0; i < count; i++) {
		struct series *s = &all[i];
		struct interval own = median_interval(s->ms, s->n);
		double native = 0;

		for (size_t k = 0; k < count; k++)
			if (all[k].test == s->test && all[k].startup == s->startup &&
			    strcmp(all[k].instance->label, "native-arm64") == 0)
				native = median_interval(all[k].ms, all[k].n).median;
		json_t *line = json_pack("{ss ss ss ss ss ss ss si sf sf sf}", "type", "wall",
					 "kind", is_kernel(s->test) ? "kernel" : "program",
					 "name", s->test->name, "backend", s->instance->label,
					 "backend_version", s->instance->found.version, "phase",
					 phase_names[s->startup ? PHASE_STARTUP : PHASE_TOTAL],
					 "cache", cache_names[s->cache], "n", s->n, "median_ms",
					 own.median, "low_ms", own.low, "high_ms", own.high);
		/* A ratio is what is quoted later without its doubt. */
		json_object_set_new(line, "ratio",
				    native > 0 && !doubt ? json_real(own.median / native)
							 : json_null());
		lines_add(lines, line);
		printf("%-14s %-14s %-4s %-7s %9.1f ms, 95 %%: %.1f to %.1f, n = %d\n",
		       s->test->name, s->instance->label, cache_names[s->cache],
		       phase_names[s->startup ? PHASE_STARTUP : PHASE_TOTAL], own.median,
		       own.low, own.high, s->n);
	}
}

int wall_run(struct plan *plan, const struct run_options *options, int n, const char *directory,
	     const char *doubt)
{
	size_t count = 0;
	size_t most = 1;

	for (size_t s = 0; s < plan->session_count; s++)
		most += plan->sessions[s].count * CACHE_COUNT * 2;
	struct series *all = calloc(most, sizeof(*all));

	if (!all) {
		fprintf(stderr, "bench: out of memory\n");
		return CANNOT;
	}
	for (int i = 0; i < n; i++) {
		int ended = sessions_run(plan->sessions, plan->session_count, options);

		if (ended) {
			fprintf(stderr, "bench: stopped in round %d of %d\n", i + 1, n);
			free(all);
			return CANNOT;
		}
		take_round(plan, all, &count);
	}
	struct lines lines = { 0 };

	lines_open(&lines, directory, "wall");

	write_series(&lines, all, count, doubt);
	free(all);
	return lines_close(&lines) ? 0 : CANNOT;
}
