/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* From what the machines counted to figures. */
#ifndef FIGURES_H
#define FIGURES_H

#include "plan.h"

enum phase { PHASE_STARTUP, PHASE_STEADY, PHASE_TOTAL, PHASE_COUNT };
extern const char *const phase_names[PHASE_COUNT];

enum cache { CACHE_COLD, CACHE_WARM, CACHE_COUNT };
extern const char *const cache_names[CACHE_COUNT];

enum { REPETITIONS_MOST = 16 };

/* One thing on one backend. */
struct measured {
	const struct conformance_case *test;
	const struct instance *instance;
	const char *machine;
	/* What became of it, if there are no counts: one line. */
	char trouble[400];
	int n[CACHE_COUNT];
	/* [cache][phase][repetition] */
	double user[CACHE_COUNT][PHASE_COUNT][REPETITIONS_MOST];
	double kernel[CACHE_COUNT][PHASE_COUNT][REPETITIONS_MOST];
	char output[17]; /* a hash of what the longest run printed */
	long blocks;	 /* of 512 bytes, read from a disk while it was counted */
	bool not_offered;
	/* With several CPUs the kernel's instructions tell who waited for whom. */
	bool user_only;
};

struct figure {
	double user, kernel; /* means of the repetitions */
	double sum;	     /* of both, or of user instructions only */
	double spread;	     /* the largest sum less the smallest, as a part of the mean */
	double ratio;	     /* of the sums, to native-arm64, 0 without it */
	int n;
};

/* All of them, counted on so many CPUs, in the order of the sessions; to free. */
struct measured *measure_collect(const struct plan *plan, int cpus, size_t *count);

/* NULL: it was not measured. */
const struct measured *measured_of(const struct measured *all, size_t count,
				   const struct conformance_case *test, const char *backend);

/* False: there are no such counts. */
bool figure_of(const struct measured *all, size_t count, const struct measured *m,
	       enum cache cache, enum phase phase, struct figure *figure);

#endif
