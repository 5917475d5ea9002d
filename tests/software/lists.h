/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The recorded deviations of a suite under a backend: tests/suites/expect has a file
 * SUITE-BACKEND.txt for each, with a line for each test that fails, beneath the reason
 * for it and for those that follow:
 *
 *   # Package: NAME VERSION            that the list was made with
 *   # a reason
 *   GROUP TEST OUTCOME [varies]        fail, crash, hang, skip or missing
 */
#ifndef LISTS_H
#define LISTS_H

#include <stdbool.h>
#include <stddef.h>

struct listed {
	char group[64], test[256], outcome[16];
	bool varies; /* it may also pass, or fail otherwise */
	bool met;    /* this run has counted the test */
	char reason[256];
};

struct list {
	char version[128]; /* empty: there is no such file */
	struct listed *entries;
	size_t count;
};

/* False fills `why` with file, line and what to do. */
bool list_read(const char *path, struct list *list, char *why, size_t size);

struct listed *list_find(const struct list *list, const char *group, const char *test);

/* False: no memory. */
bool list_add(struct list *list, const struct listed *entry);

/* Sorted by reasons. False fills `why`. */
bool list_write(const char *path, const char *package, struct list *list, char *why,
		size_t size);

#endif
