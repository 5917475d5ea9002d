/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the tracer has seen of one body, read from its JSON (tracer/events.c). */
#ifndef ORDER_CAPTURE_H
#define ORDER_CAPTURE_H

#include "operations.h"

#include <jansson.h>
#include <stdint.h>

enum seen_kind {
	SEEN_LOAD,
	SEEN_STORE,
	SEEN_LOAD_EXCLUSIVE,
	SEEN_STORE_EXCLUSIVE,
	SEEN_RMW,
	SEEN_SWAP,
	SEEN_COMPARE,
	SEEN_BARRIER,
	SEEN_BRANCH,
	SEEN_CALL,
};

struct seen {
	enum seen_kind kind;
	char name[16];
	int cell; /* -1: memory of nobody else */
	uint64_t private_at;
	int offset, bytes, parts;
	bool acquire, acquire_pc, release;
	bool failed, discards;
	int load;
	uint64_t address, data; /* masks of loads */
};

struct capture {
	char body[48];
	struct shape shape;
	/* From the first access to a cell to the last: what is before or behind
	 * orders nothing of it. */
	struct seen *list;
	size_t count;
	char trouble[160]; /* why it can't be judged; empty */
	bool not_offered;  /* by the CPU: then there is nothing else */
	unsigned long steps, accesses;
	char text[512]; /* "ldapur; dmb ish; str" */
	/* An access that x86 promises to be one and that is in pieces: told in words. */
	char torn[160];
};

/* False: it isn't one, or its name has a word that operations.c doesn't know. What it
 * fills is freed by capture_free. */
bool capture_read(const json_t *json, struct capture *capture);
void capture_free(struct capture *capture);

#endif
