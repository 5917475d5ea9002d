/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A setting is a way to run a backend: each is a case of the runner's registry, so
 * that a container with the tracer and the guest is started as any other. What the
 * tracer has seen comes back in the record, in `extra`, as "bodies".
 */
#ifndef ORDER_H
#define ORDER_H

#include "registry.h"

enum { SETTING_VARIABLES = 4 };

struct setting {
	const char *backends; /* list of patterns of names; NULL: all */
	const char *mode;     /* of the guest: thread, shared, signal */
	const char *bodies;   /* list with commas; NULL: all */
	const char *environment[SETTING_VARIABLES + 1];
};

void order_drive(struct container *container);

#endif
