/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Running one of the host's tools to its end. */
#ifndef TOOL_H
#define TOOL_H

#include <stdbool.h>
#include <stddef.h>

/* Is there such a program in PATH? */
bool tool_exists(const char *name);

/* True if it ends with 0; else fills `why` with its name and what it said. */
bool tool_run(char *why, size_t size, const char *const *argv);

#endif
