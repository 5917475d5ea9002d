/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef RESULTS_PLACE_H
#define RESULTS_PLACE_H

#include "plan.h"

/*
 * Where this run's journal and results go: BUILD/results, unless a run lies there
 * that has checks which this one hasn't. A part never replaces a whole: then it is
 * BUILD/results/part. With `resume` it is where such a run was begun.
 */
void results_place(const char *build, const struct plan *plan, bool resume, char *directory,
		   size_t size);

/* Makes the directory, and those above it; false fills `why` if nothing can be written
 * there. To be asked before anything of an earlier run is touched. */
bool results_ready(const char *directory, char *why, size_t size);

#endif
