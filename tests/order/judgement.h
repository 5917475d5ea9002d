/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* From what the tracer saw in a setting to what herd7 says of it. */
#ifndef ORDER_JUDGEMENT_H
#define ORDER_JUDGEMENT_H

#include "catalogue.h"
#include "herd.h"
#include "judge.h"
#include "outcomes.h"
#include "session.h"

enum finding {
	FINDING_KEPT,
	FINDING_BROKEN,	    /* Arm allows what x86 forbids */
	FINDING_UNWRITTEN,  /* it can't be written for herd7, or wasn't seen whole */
	FINDING_UNPROMISED, /* x86 itself promises nothing */
	FINDING_COUNT,
};

struct judgement {
	struct test test;
	enum finding finding;
	char why[200];	     /* of one that is unwritten, or how it is broken */
	char said[160];	     /* what was written as its equal */
	char outcome[160];   /* that x86 forbids and Arm allows */
	char condition[320]; /* the same for herd7: "1:X1=1 /\\ [x]=2" */
	char drawing[256];   /* where its execution is drawn (drawing.h); empty */
	int numbers[2][2];   /* herd7's: of the first and of the last byte, x86 and Arm */
	enum verdict verdict;
	const struct deviation *deviation;
};

/* A backend in one setting. */
struct examined {
	const struct session *session;
	const struct planned *planned;
	const char *setting;
	const char *about; /* the setting in words */
	bool whole;	   /* all bodies, not some */
	struct capture *captures;
	size_t capture_count;
	struct judgement *list;
	size_t count;
	size_t found[FINDING_COUNT];
	size_t torn; /* accesses in pieces that x86 promises to be one */
	unsigned long steps, accesses;
};

/* Asks herd7 (later) about every test of this setting. False fills `why`: what was
 * taken down isn't understood, or there is no memory. */
bool examine(struct examined *examined, struct herd *herd, char *why, size_t size);

/* When it has answered. */
void conclude(struct examined *examined, const struct herd *herd);

#endif
