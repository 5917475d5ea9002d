/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The name of a check: CASE/FLAVOUR/ENGINE. */
#ifndef CHECK_NAME_H
#define CHECK_NAME_H

#include "container.h"

/* False if there is no such case, flavour or engine. */
bool check_from_name(const char *name, struct check *check);
void check_to_name(const struct check *check, char *name, size_t size);

#endif
