/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef ARGUMENT_H
#define ARGUMENT_H

#include <argp.h>

/* A number from 1 to `most`; anything else ends the program by argp_error. */
int argument_number(const char *argument, int most, struct argp_state *state);

/* A list of patterns; an empty one is no list, NULL. */
const char *argument_list(const char *argument);

#endif
