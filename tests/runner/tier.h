/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Tiers: runs of fewer checks. tests/tiers/NAME has a pattern of checks a
 * line; # begins a comment.
 */
#ifndef TIER_H
#define TIER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The patterns of `directory`/`name` as a list (patterns.h); the caller frees
 * it. NULL fills `why` with one line: an unknown tier, and which there are.
 */
char *tier_read(const char *directory, const char *name, char *why, size_t size);

#endif
