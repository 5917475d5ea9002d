/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "outcomes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "1:X3=0; [x]=2;" has NAME=VALUE; false: it hasn't. */
static bool find_value(const char *line, size_t length, const char *name, long *value)
{
	const size_t n = strlen(name);

	for (const char *p = line; p + n < line + length; p++)
		if ((p == line || p[-1] == ' ' || p[-1] == ';') && strncmp(p, name, n) == 0 &&
		    p[n] == '=') {
			*value = strtol(p + n + 1, NULL, 0);
			return true;
		}
	return false;
}

static bool has_ended(const char *line, size_t length, const struct litmus *l)
{
	for (int t = 0; t < THREADS_MOST; t++) {
		long value = 0;

		if (l->done[t][0] &&
		    (!find_value(line, length, l->done[t], &value) || value != 1))
			return false;
		if (l->found[t][0] &&
		    (!find_value(line, length, l->found[t], &value) || value != 0))
			return false;
	}
	return true;
}

void outcomes_read(const char *states, const struct litmus *l, struct outcomes *o)
{
	memset(o, 0, sizeof(*o));
	o->values = l->count;
	while (*states) {
		const size_t length = strcspn(states, "\n");

		if (has_ended(states, length, l)) {
			if (o->count == OUTCOMES_MOST) {
				o->incomplete = true;
				return;
			}
			for (size_t i = 0; i < l->count; i++) {
				long value = 0;

				o->incomplete |=
					!find_value(states, length, l->observed[i], &value);
				o->list[o->count][i] = (signed char)value;
			}
			o->count++;
		}
		states += length + (states[length] == '\n');
	}
}

int outcomes_missing(const struct outcomes *of, const struct outcomes *in)
{
	for (size_t i = 0; i < of->count; i++) {
		bool found = false;

		for (size_t k = 0; k < in->count && !found; k++)
			found = memcmp(of->list[i], in->list[k], of->values) == 0;
		if (!found)
			return (int)i;
	}
	return -1;
}
