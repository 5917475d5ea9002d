/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The command line of the runner. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "argument.h"
#include "selection.h"

struct arguments {
	struct selection selection;
	bool alone;
	bool overhead;
	const char *build;
	const char *results; /* directory; NULL: below build (results_place.h) */
	const char *expect;
	const char *tier;
	const char *tiers;
	int jobs;
	int machines;
	int memory_mib;
	bool resume;
	bool list;
	bool guests;
	bool mutated;
	const char *baseline; /* earlier results; NULL: none */
};

/* Ends the program, with status 2, if they are wrong. */
struct arguments options_parse(int argc, char **argv);

/* The same of `conformance run`, for this machine as it is. */
struct arguments options_parse_in_place(int argc, char **argv);

#endif
