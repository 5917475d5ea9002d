/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Which tests are made of the bodies that there are. */
#ifndef ORDER_CATALOGUE_H
#define ORDER_CATALOGUE_H

#include "litmus.h"

enum { TESTS_MOST = 4096 };

struct catalogue {
	struct test *list;
	size_t count;
};

/* Of these captures: each body beside ideal threads ("MP+W16.W16+sc"), and whole
 * families of one style ("IRIW+16"). False: no memory. */
bool catalogue_make(const struct capture *captures, size_t count, struct catalogue *catalogue);

/* A body of the families that isn't there; NULL: all are. */
const char *catalogue_lacks(const struct capture *captures, size_t count);

const struct capture *capture_find(const struct capture *captures, size_t count,
				   const char *body);

#endif
