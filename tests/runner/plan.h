/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What a run consists of: which backends on which machines, which checks. */
#ifndef PLAN_H
#define PLAN_H

#include "selection.h"

struct unavailable {
	const char *machine;
	char backend[64];
	char why[512];
};

struct plan {
	struct instance *instances;
	size_t instance_count;
	struct session *sessions;
	size_t session_count;
	struct unavailable *unavailable;
	size_t unavailable_count;
};

/*
 * Fills `plan`, which lives until the program ends. False fills `why` with one
 * line: an unknown name (and the nearest known one), a FEX directory that
 * isn't one, an image that isn't built.
 */
bool plan_make(const struct selection *selection, const struct build_files *files,
	       struct plan *plan, char *why, size_t size);

/* Leaves in it the checks that are wanted, asked in their order, and the sessions that
 * have any. */
void plan_keep(struct plan *plan,
	       bool (*wanted)(void *context, const struct session *session,
			      const struct planned *planned),
	       void *context);

/* Says on stderr which backends are missing, and why. */
void plan_print_unavailable(const struct plan *plan);

#endif
