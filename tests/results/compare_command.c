/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "argument.h"
#include "compare.h"
#include "data_place.h"

#include <stdio.h>

enum { FILES = 2 };

struct wishes {
	const char *files[FILES];
	const char *expect;
};

static const struct argp_option options[] = {
	{ "expect", 'e', "DIR", 0, "the recorded deviations (tests/expect)", 0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct wishes *w = state->input;

	switch (key) {
	case 'e':
		w->expect = argument;
		return 0;
	case ARGP_KEY_ARG:
		if (state->arg_num >= FILES)
			return argument_unknown(key, argument, state);
		w->files[state->arg_num] = argument;
		return 0;
	case ARGP_KEY_END:
		if (state->arg_num < FILES)
			argp_error(state, "name two results.jsonl, the earlier one first");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

int compare_command(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "BEFORE AFTER",
		.doc = "Says what differs between two runs: files like results.jsonl, also "
		       "compressed by xz, or \"reference\", the run that the project has "
		       "published.\v"
		       "Exit status: 0 nothing is worse, 1 something is, 2 it can't be said.",
	};
	struct wishes w = { .expect = data_place("tests/expect") };
	struct results results[FILES];
	struct comparison c;
	char why[1024];
	size_t count;

	argument_parse_all(&argp, argc, argv, 0, &w);

	const struct expectations *recorded =
		expectations_read(w.expect, &count, why, sizeof(why));

	if (!recorded || !results_read(w.files[0], &results[0], why, sizeof(why)) ||
	    !results_read(w.files[1], &results[1], why, sizeof(why)))
		return cannot(why);
	if (!compare(&results[0], &results[1], recorded, count, &c))
		return cannot("out of memory");
	if (comparison_is_empty(&c))
		return cannot("the two have no check in common: nothing can be compared");
	comparison_print(&c);
	return c.counts[CHANGE_WORSE] || c.counts[CHANGE_UNSAID] ? EXIT_RED : 0;
}
