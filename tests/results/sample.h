/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Drawing from a run, and what the draw tells of it. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "results_file.h"

#include <stdint.h>

struct interval_of_share {
	double low, high; /* from 0 to 1 */
};

/* Wilson's interval for the share of all that agree, if `agreeing` of `n` drawn do; with
 * 95% confidence. */
struct interval_of_share wilson(size_t agreeing, size_t n);

/*
 * Draws `wanted` of the `count` results in `list`, or all if there are no more, so that
 * every backend, machine and area has its share: every k-th of them in that order, in
 * which those of one area stand at random. Moves them to the front, in that order; how
 * many.
 */
size_t sample_draw(const struct result **list, size_t count, size_t wanted, uint64_t seed);

#endif
