/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef FILE_TEXT_H
#define FILE_TEXT_H

#include <stddef.h>

/* All of a file, uncompressed if xz made it, and a NUL behind it; the caller frees it.
 * `length` is without the NUL. NULL fills `why` with one line. */
char *file_text(const char *path, size_t *length, char *why, size_t size);

#endif
