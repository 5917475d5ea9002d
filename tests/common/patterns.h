/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Lists of shell patterns (glob(7)), separated by commas or blanks. */
#ifndef PATTERNS_H
#define PATTERNS_H

#include <stdbool.h>

enum { PATTERN_SIZE = 256 };

/* Copies the next pattern and moves *list behind it; false if none is left. */
bool patterns_next(const char **list, char pattern[PATTERN_SIZE]);

/* Does one of them take `value`? A list that is NULL takes every value. */
bool patterns_take(const char *list, const char *value);

#endif
