/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Which checks, backends and machines the user asked for. */
#ifndef SELECTION_H
#define SELECTION_H

#include "check_name.h"
#include "session.h"

struct selection {
	/* Lists of patterns (patterns.h); NULL: all that the machine here has. */
	const char *machines;
	const char *backends; /* of "qemu", "qemu@trixie" */
	const char *cases;    /* of an area, CASE, CASE/FLAVOUR or CASE/FLAVOUR/ENGINE */
	const char *tier;     /* the same, of the checks to choose from; NULL: all */
	bool all_flavours;    /* else the main ones, and those that a pattern names */
	bool (*wanted)(const struct check *check); /* NULL: all */
	int repeat;				   /* how often each check runs; 0: once */
};

/* Takes the options -m, -b and -c, which every program that runs checks has; false if
 * `key` is none of them. */
bool selection_option(int key, const char *argument, struct selection *selection);

/* Does it take this check? */
bool selection_takes(const struct selection *selection, const struct check *check);

/* Of cases: NULL is the plain one. */
bool same_image(const char *a, const char *b);

/* Fills in the session's checks: those selected of the cases with its image, under
 * the engines that its machine has. False: no memory. */
bool selection_add_checks(const struct selection *selection, struct session *session);

/* Takes one of the patterns of a list a check of this area and name? As CASE= does. */
bool patterns_take_check(const char *list, const char *area, const char *name);

/* Does every pattern take one of the known names? False fills `why` with one line,
 * which has the nearest one: the user mistyped it. */
bool patterns_name_something(const char *patterns, const char *kind, const char *const *known,
			     char *why, size_t size);
/* The same of patterns of cases and checks. */
bool patterns_name_cases(const char *patterns, char *why, size_t size);

#endif
