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
	const char *shard; /* "i/n"; NULL: all of it */
	const char *times; /* how long checks take, for that */
};

/* Ends the program, with status 2, if they are wrong. The child has options of its own,
 * and puts them into `input`. */
struct arguments options_parse(int argc, char **argv, const struct argp *child, void *input);

/* The same of `conformance run`, for this machine as it is. */
struct arguments options_parse_in_place(int argc, char **argv, const struct argp *child,
					void *input);

#endif
