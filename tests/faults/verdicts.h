/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The verdicts of a run, to be compared with another's. */
#ifndef VERDICTS_H
#define VERDICTS_H

#include <jansson.h>
#include <stdbool.h>

/* Of results.jsonl: an object of "MACHINE BACKEND CASE/FLAVOUR/ENGINE" and how it
 * went; NULL: there is no whole one. */
json_t *verdicts_read(const char *path);

/* How many differ; if `loud`, each said on stderr. */
size_t verdicts_compare(const json_t *wanted, const json_t *got, bool loud);

/* Is every line of the journal one JSON object? */
bool verdicts_journal_is_whole(const char *path);

#endif
