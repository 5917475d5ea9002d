/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The version of a translator, from its program, which is only read: it may be for
 * another CPU, and of one that runs in a container the file is all that can be seen.
 */
#ifndef VERSION_H
#define VERSION_H

#include "backend.h"

#include <sys/types.h>

/* From the program's bytes, as its distribution's package would have it where it says
 * that; false if it doesn't say. */
bool version_from(const struct backend *backend, const char *data, size_t size, char *version,
		  size_t version_size);

/* The same of a program; "unknown" if it doesn't say, or can't be read. */
bool version_of_file(const struct backend *backend, const char *path, char *version,
		     size_t size);

/* The same of the program that this process executes. */
bool version_of_running(const struct backend *backend, pid_t pid, char *version, size_t size);

#endif
