/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Wall clock, where it means something: on a real ARM64 CPU. */
#ifndef WALL_H
#define WALL_H

#include "plan.h"

enum { WALL_LEAST = 10, WALL_MOST = 200 };

struct interval {
	double median, low, high;
};

/* With its 95 % interval by the bootstrap; the same numbers give the same
 * interval. Sorts them. */
struct interval median_interval(double *numbers, int n);

/* Says why a ratio of times would mean nothing here; NULL: it means something. */
const char *wall_refusal(const struct plan *plan);

/*
 * Runs all sessions `n` times, the backends in turn and each check in a fresh
 * container, prints medians and writes DIRECTORY/wall.jsonl. 0, or 2 with a
 * line on standard error.
 */
int wall_run(struct plan *plan, const struct run_options *options, int n, const char *directory,
	     const char *doubt);

#endif
