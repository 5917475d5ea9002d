/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The agent's way to the runner, in JSON lines (agent.h). */
#ifndef UPSTREAM_H
#define UPSTREAM_H

#include <jansson.h>
#include <stdbool.h>

struct upstream {
	int in, stream; /* from and to the runner: one socket or port, or two pipes */
	bool port;	/* it is a port, which may read as ended while nobody is there */
};

struct upstream upstream_of(int in, int stream);

/* The assignment's line, or NULL; nothing else comes from there. */
json_t *upstream_assignment(const struct upstream *up);

/* Takes the reference. Ends the program if nobody reads: the reason to run has gone. */
void upstream_send(const struct upstream *up, json_t *json);

/* Says why the session can't go on; 1, for the program to end with. */
int upstream_trouble(const struct upstream *up, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Ends the program if the runner has gone: after its assignment it has only that to say. */
void upstream_end_with_runner(const struct upstream *up);

#endif
