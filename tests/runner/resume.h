/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Going on with a run that was stopped. */
#ifndef RESUME_H
#define RESUME_H

#include "plan.h"

/*
 * To go on, marks the checks of `plan` that the journal has a record of as
 * done; else removes the journal. `seconds`: how long it has taken up to now, until the
 * last record. False, with `why`, if there is none to go on with.
 */
bool resume_or_begin(bool resume, const char *journal, struct plan *plan, double *seconds,
		     char *why, size_t size);

#endif
