/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Several checks in one container. A translator starts once for them all, and
 * that is most of what a short check costs under emulation.
 */
#ifndef SHARE_H
#define SHARE_H

#include "container.h"

enum { SHARED_MOST = CASE_ARGUMENTS };

/* What one worker runs: one check, or several of one flavour. The names live as
 * long as the plan. */
struct batch {
	size_t count;
	const char *names[SHARED_MOST];
	struct check checks[SHARED_MOST];
};

/*
 * Runs checks of one flavour, each a child of the guest "shared", which has all
 * their code (fixtures/guest/shared.c), and hands over their records in this order
 * by container_finish; in a worker process. What a check does to the container
 * (a hang, the death of all in it) is its own verdict: those behind it get
 * another container.
 */
void share_checks(const struct assignment *assignment, const struct batch *batch,
		  const char *directory);

#endif
