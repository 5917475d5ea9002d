/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The cells behind a guard: their memory is taken from the process, which so stops at
 * its first access to them. What it does before is nothing to step through.
 */
#ifndef ORDER_GUARD_H
#define ORDER_GUARD_H

#include "tracee.h"

/* At a mark: goes behind its call. By the same instruction the tracer has the process
 * make calls of its own. False: it has ended. */
bool guard_begin(struct tracee *tracee);

void guard_close(struct tracee *tracee);
void guard_open(struct tracee *tracee);

enum guard_stop { GUARD_ACCESS, GUARD_MARK, GUARD_ENDED };

/* Closed: runs to the first access, which is still to come then, and opens; or to the
 * mark that ends, out of its call, and opens as well. */
enum guard_stop guard_run(struct tracee *tracee);

#endif
