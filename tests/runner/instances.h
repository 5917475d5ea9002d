/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The backends in their versions, as the user selects them. */
#ifndef INSTANCES_H
#define INSTANCES_H

#include "plan.h"

enum { INSTANCES_MOST = 64 };

/* All of them, into the plan. */
void instances_make(struct plan *plan, const struct build_files *files);

/* Is it a build of the user's own (own_build.h)? */
bool instance_is_own(const struct instance *instance);

bool instance_is_wanted(const char *patterns, const struct instance *instance);

#endif
