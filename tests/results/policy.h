/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Which failures somebody who runs the suite finds acceptable. One a line:
 *
 *   BACKEND MACHINE CHECK REASON...
 *
 * The first three are patterns, or several with commas between, as BACKEND=, MACHINE= and
 * CASE= take them; the rest says why. # begins a comment. The first line that fits a
 * failure accepts it.
 */
#ifndef POLICY_H
#define POLICY_H

#include "results_file.h"

struct policy_line {
	char backend[128], machine[128], check[256], reason[512];
	int line;
	size_t used; /* failures that it has accepted */
};

struct policy {
	const char *path;
	struct policy_line *list;
	size_t count;
};

/* False fills `why` with file, line and what to do: a line without a reason, or a name
 * that nothing has. */
bool policy_read(const char *path, struct policy *policy, char *why, size_t size);
void policy_free(struct policy *policy);

/* The line that accepts it, and counts that; NULL: none does. */
const struct policy_line *policy_accepts(const struct policy *policy,
					 const struct result *result);

#endif
