/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The table of bodies that a traced program has. */
#ifndef ORDER_BODY_H
#define ORDER_BODY_H

#include "page.h"

enum body_needs { NEEDS_NOTHING, NEEDS_AVX, NEEDS_CX16, NEEDS_LSE, NEEDS_RCPC };

/* The cells at their middle, and somewhere else to write to. */
typedef void body_function(void *x, void *y, void *z, void *scratch);

struct body {
	const char *name;
	body_function *run;
	uint64_t needs;
};

/* Ends with a name of NULL. */
extern const struct body bodies[];

/* Has this CPU what it needs? */
int body_is_offered(const struct body *body);

#endif
