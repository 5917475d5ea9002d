/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What was written to a machine, so that all of it can be taken away, and nothing else. */
#ifndef WRITTEN_H
#define WRITTEN_H

#include "wiring.h"

#include <jansson.h>

/* Of `root`; NULL: nothing is set up there, or, with `why` filled, it can't be read. */
json_t *written_read(const char *root, char *why, size_t size);

/* Writes all files, the record first, and adds its own directories. False fills `why`,
 * and what was written is gone again. */
bool written_apply(const struct wiring *w, char *why, size_t size);

/* Is each file as it was written, and, if `all`, there? False names the first that isn't. */
bool written_intact(const json_t *record, const char *root, bool all, char *why, size_t size);

/* Takes away what is on record; nothing if any of it was changed. */
bool written_remove(const json_t *record, const char *root, char *why, size_t size);

#endif
