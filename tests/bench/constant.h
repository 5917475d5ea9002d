/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Counts that must stay what they are: the user instructions of a kernel's
 * steady state, for a version of a backend and of the compiler. A line of the
 * file is: BACKEND VERSION COMPILER KERNEL COUNT.
 */
#ifndef CONSTANT_H
#define CONSTANT_H

#include "figures.h"

#include <stdio.h>

/* The kernels that the file names, with commas; false fills `why`. */
bool constant_kernels(const char *path, char *list, size_t list_size, char *why, size_t size);

/* Prints a line for each measured thing; how many have moved. */
size_t constant_check(const char *path, const struct measured *all, size_t count, FILE *out);

#endif
