/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef RESULTS_PLACE_H
#define RESULTS_PLACE_H

#include "plan.h"

/*
 * Where this run's journal and results go: BUILD/results, unless a run lies there
 * that has checks which this one hasn't. A part never replaces a whole: then it is
 * BUILD/results/part. With `resume` it is where such a run was begun. Makes the
 * directory; false fills `why`.
 */
bool results_place(const char *build, const struct plan *plan, bool resume, char *directory,
		   size_t size, char *why, size_t why_size);

#endif
