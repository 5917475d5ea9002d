/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A file of JSON objects, one a line. */
#ifndef LINES_H
#define LINES_H

#include <jansson.h>
#include <stdbool.h>

struct lines {
	char path[1024];
	int fd;
	int error; /* the errno of what went wrong first */
};

/* DIRECTORY/NAME.jsonl, emptied. */
struct lines lines_open(const char *directory, const char *name);

/* Takes the reference. */
void lines_add(struct lines *lines, json_t *line);

/* False, with a line on standard error, if it could not all be written. */
bool lines_close(struct lines *lines);

#endif
