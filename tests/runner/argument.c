/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "argument.h"

#include <stdlib.h>

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
