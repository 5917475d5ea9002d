/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A file of JSON objects, one a line. */
#ifndef LINES_H
#define LINES_H

#include "whole_file.h"

#include <jansson.h>

struct lines {
	char path[1024];
	struct whole_file whole;
};

/* DIRECTORY/NAME.jsonl, which stays what it was until the end. */
void lines_open(struct lines *lines, const char *directory, const char *name);

/* Takes the reference. */
void lines_add(struct lines *lines, json_t *line);

/* False, with a line on standard error, if it could not all be written. */
bool lines_close(struct lines *lines);

#endif
