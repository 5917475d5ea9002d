/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "registry.h"

/* A program of the user's own in the place of a case: runs what the assignment names
 * and puts its output and its end into the record's extra, as `standard_output`,
 * `standard_error` and `exit_status`. */
extern const struct conformance_case program_case;

#endif
