/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the command lines of all programs have in common, and how they end. */
#ifndef ARGUMENT_H
#define ARGUMENT_H

#include <argp.h>

enum { EXIT_RED = 1, EXIT_CANNOT = 2 };

/* Says on standard error, in one line, why the program can't do its work; EXIT_CANNOT,
 * for the caller to end with. */
int cannot(const char *why);

/* argp_parse, with EXIT_CANNOT as the status for arguments that are wrong. */
void argument_parse_all(const struct argp *argp, int argc, char **argv, unsigned flags,
			void *input);

/* For the `default` of a parser: an argument that is no option ends the program. */
error_t argument_unknown(int key, const char *argument, struct argp_state *state);

/* A number from 1 to `most`; anything else ends the program by argp_error. */
int argument_number(const char *argument, int most, struct argp_state *state);

/* A list of patterns; an empty one is no list, NULL. */
const char *argument_list(const char *argument);

#endif
