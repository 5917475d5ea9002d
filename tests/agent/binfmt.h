/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Registering a backend with binfmt_misc (Documentation/admin-guide/
 * binfmt-misc.rst), inside a machine or a user namespace of our own. */
#ifndef BINFMT_H
#define BINFMT_H

#include "backend.h"

/*
 * Makes the backend the only handler. Fills `entry` with what the kernel then
 * says of it; true at once for a backend that registers nothing. False fills
 * `why`.
 */
bool binfmt_register(const struct backend *backend, const char *root, char *entry,
		     size_t entry_size, char *why, size_t why_size);

#endif
