/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The outcomes that a model allows, compared. */
#ifndef ORDER_OUTCOMES_H
#define ORDER_OUTCOMES_H

#include "litmus.h"

enum { OUTCOMES_MOST = 512 };

struct outcomes {
	/* The values of what is observed, in its order. */
	signed char list[OUTCOMES_MOST][OBSERVED_MOST];
	size_t count, values;
	bool incomplete; /* a state without some of them, or too many */
};

/* From herd7's states; those whose threads did not all end are left out. */
void outcomes_read(const char *states, const struct litmus *litmus, struct outcomes *outcomes);

/* The first of `of` that `in` hasn't; -1: it has all. */
int outcomes_missing(const struct outcomes *of, const struct outcomes *in);

#endif
