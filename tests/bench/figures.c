/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "figures.h"

#include "bench.h"
#include "check_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const phase_names[PHASE_COUNT] = { "startup", "steady", "total" };
const char *const cache_names[CACHE_COUNT] = { "cold", "warm" };

enum { NOT_OFFERED = 77 };

struct counted {
	int status;
	double user, kernel;
	char output[17];
	long blocks;
};

/* "cold0=STATUS,USER,KERNEL,NS,HASH,BLOCKS" among the notes. */
static bool find_run(const char *notes, const char *cache, int run, struct counted *c)
{
	char key[16];
	long long ns;

	snprintf(key, sizeof(key), "%s%d=", cache, run);
	const char *at = strstr(notes, key);

	return at && sscanf(at + strlen(key), "%d,%lf,%lf,%lld,%16[0-9a-f],%ld", &c->status,
			    &c->user, &c->kernel, &ns, c->output, &c->blocks) == 6;
}

static void explain(struct measured *m, const struct record *r, const char *what, int number)
{
	if (m->trouble[0])
		return;
	snprintf(m->trouble, sizeof(m->trouble), "%s %d%s%.120s%s%.200s", what, number,
		 r->symptom[0] ? "; " : "", r->symptom, r->last_words[0] ? ": " : "",
		 r->last_words);
	for (char *p = m->trouble; *p; p++)
		if (*p == '\n')
			*p = ' ';
}

static void take(struct measured *m, const struct record *r, enum cache cache)
{
	struct counted runs[BENCH_RUNS];
	int i = m->n[cache];

	for (int k = 0; k < BENCH_RUNS; k++) {
		if (!find_run(r->notes, cache_names[cache], k, &runs[k])) {
			if (k == RUN_AGAIN && !is_kernel(m->test)) {
				runs[k] = runs[RUN_STARTUP];
				continue;
			}
			if (cache == CACHE_COLD)
				explain(m, r, "no counts of run", k);
			return;
		}
		if (is_kernel(m->test) && runs[k].status == NOT_OFFERED) {
			m->not_offered = true;
			return;
		}
		if (runs[k].status) {
			explain(m, r, "ended with status", runs[k].status);
			return;
		}
		m->blocks += runs[k].blocks;
	}
	const struct counted *first = &runs[RUN_STARTUP];
	const struct counted *low = &runs[RUN_AGAIN];
	const struct counted *high = &runs[RUN_WHOLE];

	if (i == REPETITIONS_MOST)
		return;
	m->n[cache]++;
	m->user[cache][PHASE_STARTUP][i] = first->user;
	m->kernel[cache][PHASE_STARTUP][i] = first->kernel;
	m->user[cache][PHASE_STEADY][i] = high->user - low->user;
	m->kernel[cache][PHASE_STEADY][i] = high->kernel - low->kernel;
	m->user[cache][PHASE_TOTAL][i] = high->user;
	m->kernel[cache][PHASE_TOTAL][i] = high->kernel;
	if (m->output[0] && strcmp(m->output, high->output) != 0)
		explain(m, r, "printed something else in repetition", i + 1);
	snprintf(m->output, sizeof(m->output), "%s", high->output);
}

static void compare_outputs(struct measured *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct measured *native =
			measured_of(all, count, all[i].test, "native-arm64");

		if (native && native->output[0] && all[i].output[0] &&
		    strcmp(native->output, all[i].output) != 0 && !all[i].trouble[0])
			snprintf(all[i].trouble, sizeof(all[i].trouble),
				 "printed something else than native-arm64");
	}
}

struct measured *measure_collect(const struct plan *plan, int cpus, size_t *count)
{
	size_t most = 1;

	for (size_t s = 0; s < plan->session_count; s++)
		most += plan->sessions[s].count;
	struct measured *all = calloc(most, sizeof(*all));

	*count = 0;
	for (size_t s = 0; all && s < plan->session_count; s++) {
		const struct session *session = &plan->sessions[s];

		for (size_t k = 0; k < session->count; k++) {
			const struct record *r = &session->checks[k].record;
			struct check check;

			if (!check_from_name(session->checks[k].name, &check) ||
			    !check.test->data)
				continue;
			struct measured *m = *count ? &all[*count - 1] : NULL;

			/* Repetitions stand behind the first. */
			if (!m || m->test != check.test || m->instance != session->instance) {
				m = &all[(*count)++];
				m->test = check.test;
				m->instance = session->instance;
				m->machine = session->machine->name;
				m->user_only = cpus > 1;
			}
			for (int cache = 0; cache < CACHE_COUNT; cache++)
				take(m, r, (enum cache)cache);
		}
	}
	compare_outputs(all, *count);
	return all;
}

const struct measured *measured_of(const struct measured *all, size_t count,
				   const struct conformance_case *test, const char *backend)
{
	for (size_t i = 0; i < count; i++)
		if (all[i].test == test && strcmp(all[i].instance->label, backend) == 0)
			return &all[i];
	return NULL;
}

static bool means(const struct measured *m, enum cache cache, enum phase phase,
		  struct figure *figure)
{
	double least = 0;
	double most = 0;
	int n = m->n[cache];

	*figure = (struct figure){ .n = n };
	if (!n || m->trouble[0])
		return false;
	for (int i = 0; i < n; i++) {
		double user = m->user[cache][phase][i];
		double kernel = m->kernel[cache][phase][i];
		double sum = m->user_only ? user : user + kernel;

		figure->sum += sum / n;
		figure->user += user / n;
		figure->kernel += kernel / n;
		least = !i || sum < least ? sum : least;
		most = !i || sum > most ? sum : most;
	}
	figure->spread = (most - least) / figure->sum;
	return true;
}

bool figure_of(const struct measured *all, size_t count, const struct measured *m,
	       enum cache cache, enum phase phase, struct figure *figure)
{
	const struct measured *native = measured_of(all, count, m->test, "native-arm64");
	struct figure base;

	if (!means(m, cache, phase, figure))
		return false;
	if (native && means(native, CACHE_COLD, phase, &base))
		figure->ratio = figure->sum / base.sum;
	return true;
}
