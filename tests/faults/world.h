/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What a run could leave behind: processes, mounts, files outside build/. */
#ifndef WORLD_H
#define WORLD_H

#include <stdbool.h>
#include <stddef.h>

/* Enters a mount namespace in which all that is left can be seen, and becomes the one
 * to whom orphans go. False: not as this user. */
bool world_enter(void);

/* How many things are there that were not when it was entered; said on stderr, and
 * taken away where they can be. `scratch` must be an empty directory. */
size_t world_left(const char *scratch);

#endif
