/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "constant.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double allowed = 0.01;

struct constant {
	char backend[64], version[128], compiler[64], kernel[64];
	double user;
};

static bool next(FILE *file, struct constant *c)
{
	char line[512];

	while (fgets(line, sizeof(line), file))
		if (line[0] != '#' && sscanf(line, "%63s %127s %63s %63s %lf", c->backend,
					     c->version, c->compiler, c->kernel, &c->user) == 5)
			return true;
	return false;
}

bool constant_kernels(const char *path, char *list, size_t list_size, char *why, size_t size)
{
	FILE *file = fopen(path, "re");
	struct constant c;

	list[0] = 0;
	if (!file) {
		snprintf(why, size, "cannot read %s: %s", path, strerror(errno));
		return false;
	}
	while (next(file, &c)) {
		size_t used = strlen(list);
		const char *known = strstr(list, c.kernel);

		if (!known)
			snprintf(list + used, list_size - used, "%s%s", used ? "," : "",
				 c.kernel);
	}
	fclose(file);
	if (!list[0])
		snprintf(why, size, "%s names no kernel", path);
	return list[0];
}

static bool find(const char *path, const struct measured *m, double *user)
{
	FILE *file = fopen(path, "re");
	struct constant c;
	bool found = false;

	while (file && !found && next(file, &c)) {
		found = strcmp(c.backend, m->instance->label) == 0 &&
			strcmp(c.version, m->instance->found.version) == 0 &&
			strcmp(c.compiler, BENCH_COMPILER) == 0 &&
			strcmp(c.kernel, m->test->name) == 0;
		*user = c.user;
	}
	if (file)
		fclose(file);
	return found;
}

size_t constant_check(const char *path, const struct measured *all, size_t count, FILE *out)
{
	size_t red = 0;

	for (size_t i = 0; i < count; i++) {
		const struct measured *m = &all[i];
		struct figure f;
		double least = INFINITY;
		double most = 0;
		double wanted = 0;

		if (!figure_of(all, count, m, CACHE_COLD, PHASE_STEADY, &f)) {
			fprintf(out, "FAILED %s on %s: %s\n", m->test->name, m->instance->label,
				m->trouble);
			red++;
			continue;
		}
		for (int k = 0; k < f.n; k++) {
			least = fmin(least, m->user[CACHE_COLD][PHASE_STEADY][k]);
			most = fmax(most, m->user[CACHE_COLD][PHASE_STEADY][k]);
		}
		bool known = find(path, m, &wanted);
		bool moves = most - least > allowed * f.user;
		bool differs = known && fabs(f.user - wanted) > allowed * wanted;

		red += moves || differs;
		fprintf(out, "%s %s %s %s %s %.0f", moves || differs ? "MOVED " : "same  ",
			m->instance->label, m->instance->found.version, BENCH_COMPILER,
			m->test->name, f.user);
		if (moves)
			fprintf(out, ": %.2f %% from run to run\n",
				(most - least) / f.user * 100);
		else if (differs)
			fprintf(out, ": %.0f is recorded in %s\n", wanted, path);
		else
			fprintf(out, "%s\n",
				known ? "" : " (nothing is recorded for these versions)");
	}
	return red;
}
