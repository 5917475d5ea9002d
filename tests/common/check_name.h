/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A check, and its name: CASE/FLAVOUR/ENGINE. */
#ifndef CHECK_NAME_H
#define CHECK_NAME_H

#include "engine.h"

/* False if there is no such case, flavour or engine. */
bool check_from_name(const char *name, struct check *check);
void check_to_name(const struct check *check, char *name, size_t size);

#endif
