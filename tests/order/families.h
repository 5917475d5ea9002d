/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The families of litmus tests: which thread accesses which location, and how. */
#ifndef ORDER_FAMILIES_H
#define ORDER_FAMILIES_H

#include "operations.h"

struct family {
	const char *name;
	struct {
		const char *letters;	/* "WW", "R"; NULL: no such thread */
		char at[ACCESSES_MOST]; /* locations */
	} threads[THREADS_MOST];
};

extern const struct family families[];
extern const size_t family_count;

/* Which of its threads, from `first` on, is of this kind; -1: none. */
int family_thread(const struct family *family, const char *letters, int first);

#endif
