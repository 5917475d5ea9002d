/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef SITE_H
#define SITE_H

#include "machine.h"

/* Where a build directory has what a run needs; for one a program. False fills
 * `why` with one line. */
bool site_find(const char *build, struct site_files *files, char *why, size_t size);

/* What is free for virtual machines. */
int site_memory_mib(void);

#endif
