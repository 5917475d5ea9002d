/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "argument.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

int cannot(const char *why)
{
	fprintf(stderr, "%s: %s\n", program_invocation_short_name, why);
	return EXIT_CANNOT;
}

void argument_parse_all(const struct argp *argp, int argc, char **argv, unsigned flags,
			void *input)
{
	argp_err_exit_status = EXIT_CANNOT;
	argp_parse(argp, argc, argv, flags, NULL, input);
}

error_t argument_unknown(int key, const char *argument, struct argp_state *state)
{
	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	argp_error(state, "\"%s\" is not an option", argument);
	return EINVAL;
}

int argument_number(const char *argument, int most, struct argp_state *state)
{
	char *end;
	long n = strtol(argument, &end, 10);

	if (*end || end == argument || n < 1 || n > most)
		argp_error(state, "\"%s\" is no number from 1 to %d", argument, most);
	return (int)n;
}

const char *argument_list(const char *argument)
{
	return *argument ? argument : NULL;
}
