/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef BUILD_FILES_H
#define BUILD_FILES_H

#include "machine.h"

/* Where a build directory has what a run needs; for one a program. False fills
 * `why` with one line. */
bool build_files_find(const char *build, struct build_files *files, char *why, size_t size);

enum { MACHINE_MIB = 3072 }; /* the memory of one virtual machine */

/* What this host could still give, of its memory. */
int memory_available_mib(void);

/* How many virtual machines the free memory has room for: from 1 to `most`. */
int machines_that_fit(int most);

#endif
