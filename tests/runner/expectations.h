/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The recorded deviations of all backends: a directory of BACKEND.txt. */
#ifndef EXPECTATIONS_H
#define EXPECTATIONS_H

#include "backend.h"
#include "judge.h"

struct expectations {
	const struct backend *backend;
	struct deviations deviations;
};

/* One for each backend, to keep until the end; NULL fills `why`. */
struct expectations *expectations_read(const char *directory, size_t *count, char *why,
				       size_t size);

/* Possibly none; never NULL. */
const struct deviations *deviations_of(const struct expectations *all, size_t count,
				       const struct backend *backend);

#endif
