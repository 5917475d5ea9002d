/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What the words mean of which names of bodies consist ("W8 MFENCE R8", as in
 * guest/x86.S), and what x86 promises of each.
 */
#ifndef ORDER_OPERATIONS_H
#define ORDER_OPERATIONS_H

#include <stdbool.h>
#include <stddef.h>

enum { THREADS_MOST = 4, ACCESSES_MOST = 2 };

enum operation_kind {
	OPERATION_LOAD,
	OPERATION_STORE,
	OPERATION_LOCKED,  /* stores, after it has read */
	OPERATION_NOTHING, /* between: no memory, no order */
	OPERATION_FENCE,
	OPERATION_LOCKED_ELSEWHERE,
};

enum update { UPDATE_SET, UPDATE_ADD, UPDATE_KEEP };

struct operation {
	const char *name;
	enum operation_kind kind;
	int bytes, offset; /* where the program accesses memory */
	enum update update;
	bool non_temporal;
	bool compares; /* stores only where it finds 0 */
	/* Several accesses, or not aligned: x86 doesn't promise that it is one. */
	bool many;
	const char *x86; /* of a fence or what is locked, in herd7's language */
};

const struct operation *operation_find(const char *name, size_t length);

struct shape {
	const struct operation *access[ACCESSES_MOST]; /* the second is NULL in a single one */
	const struct operation *between;	       /* NULL there */
	char letters[3];			       /* "WW", "R" */
};

/* False: a word isn't known. */
bool shape_of(const char *body, struct shape *shape);

/* Does x86 order its two accesses as they stand, as far as its stores go? Not
 * non-temporal ones without a fence. */
bool shape_is_judged(const struct shape *shape);

#endif
