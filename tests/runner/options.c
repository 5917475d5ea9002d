/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "options.h"

#include "argument.h"
#include "data_place.h"

enum { NUMBER_MOST = 64, MEMORY_MOST_MIB = 1 << 20 };

enum {
	OPTION_BUILD = 256,
	OPTION_EXPECT,
	OPTION_RESULTS,
	OPTION_GUESTS,
	OPTION_MUTATED,
	OPTION_LIST,
	OPTION_TIER,
	OPTION_TIERS,
	OPTION_ALL_FLAVOURS,
	OPTION_ALONE,
	OPTION_RESUME,
	OPTION_MEMORY,
	OPTION_OVERHEAD,
	OPTION_SHARD,
	OPTION_TIMES
};

/* One line each, so that --help is one screen; what is for the project's own use, or for
 * another place of its files, is in the man page only. */
static const struct argp_option options[] = {
	{ NULL, 0, NULL, 0, "What runs:", 1 },
	{ "machine", 'm', "NAME,...", 0, "krun, debian-4k, debian-16k, gpu, host (or patterns)",
	  1 },
	{ "backend", 'b', "NAME,...", 0, "qemu, fex, box64@sid, ... (or patterns)", 1 },
	{ "case", 'c', "NAME,...", 0, "an area, or CASE[/FLAVOUR[/ENGINE]]", 1 },
	{ "tier", OPTION_TIER, "NAME", 0, "only those of tests/tiers/NAME, as smoke", 1 },
	{ "all-flavours", OPTION_ALL_FLAVOURS, NULL, 0, "also musl, static-pie and jit", 1 },
	{ "repeat", 'r', "N", 0, "each check N times; FLAKY if they disagree", 1 },
	{ "shard", OPTION_SHARD, "I/N", 0, "the I-th of N parts that take equally long", 1 },
	{ "times", OPTION_TIMES, "FILE", 0, "results that say how long checks take", 1 },
	{ "resume", OPTION_RESUME, NULL, 0, "go on with the last run", 1 },
	{ "list", OPTION_LIST, NULL, 0, "list the cases and their rules; run nothing", 1 },
	{ NULL, 0, NULL, 0, "How it runs:", 2 },
	{ "jobs", 'j', "N", 0, "containers at once in a machine (CPUs + 1)", 2 },
	{ "machines", 'M', "N", 0, "machines at once (by CPUs and memory)", 2 },
	{ "memory", OPTION_MEMORY, "MIB", 0, "of a virtual machine (3072)", 2 },
	{ "alone", OPTION_ALONE, NULL, 0, "no container for several checks", 2 },
	{ "overhead", OPTION_OVERHEAD, NULL, 0, "compare with the bare engine", 2 },
	{ "build", OPTION_BUILD, "DIR", 0, "where images and guests lie (build)", 2 },
	{ "results", OPTION_RESULTS, "DIR", 0, "where results go (build/results)", 2 },
	{ "guests", OPTION_GUESTS, NULL, OPTION_HIDDEN, NULL, 2 },
	{ "mutated", OPTION_MUTATED, NULL, OPTION_HIDDEN, NULL, 2 },
	{ "expect", OPTION_EXPECT, "DIR", OPTION_HIDDEN, NULL, 2 },
	{ "tiers", OPTION_TIERS, "DIR", OPTION_HIDDEN, NULL, 2 },
	{ 0 },
};

struct parsing {
	struct arguments arguments;
	void *child_input;
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct parsing *parsing = state->input;
	struct arguments *a = &parsing->arguments;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = parsing->child_input;
		return 0;
	case 'j':
		a->jobs = argument_number(argument, NUMBER_MOST, state);
		return 0;
	case 'M':
		a->machines = argument_number(argument, NUMBER_MOST, state);
		return 0;
	case OPTION_MEMORY:
		a->memory_mib = argument_number(argument, MEMORY_MOST_MIB, state);
		return 0;
	case 'r':
		a->selection.repeat = argument_number(argument, NUMBER_MOST, state);
		return 0;
	case OPTION_ALL_FLAVOURS:
		a->selection.all_flavours = true;
		return 0;
	case OPTION_TIER:
		a->tier = argument;
		return 0;
	case OPTION_TIERS:
		a->tiers = argument;
		return 0;
	case OPTION_ALONE:
		a->alone = true;
		return 0;
	case OPTION_OVERHEAD:
		a->overhead = true;
		return 0;
	case OPTION_RESUME:
		a->resume = true;
		return 0;
	case OPTION_SHARD:
		a->shard = argument;
		return 0;
	case OPTION_TIMES:
		a->times = argument;
		return 0;
	case OPTION_LIST:
		a->list = true;
		return 0;
	case OPTION_GUESTS:
		a->guests = true;
		return 0;
	case OPTION_MUTATED:
		a->mutated = true;
		return 0;
	case OPTION_BUILD:
		a->build = argument;
		return 0;
	case OPTION_RESULTS:
		a->results = argument;
		return 0;
	case OPTION_EXPECT:
		a->expect = argument;
		return 0;
	default:
		return selection_option(key, argument, &a->selection)
			       ? 0
			       : argument_unknown(key, argument, state);
	}
}

static error_t parse_in_place(int key, char *argument, struct argp_state *state)
{
	struct parsing *parsing = state->input;
	char *backends = NULL;

	if (key != 'P')
		return parse(key, argument, state);
	/* Its control beside it. */
	if (asprintf(&backends, "%s,native-arm64", argument) < 0)
		return ENOMEM;
	parsing->arguments.selection.backends = argument_list(backends);
	return 0;
}

static struct arguments parse_all(const struct argp *argp, int argc, char **argv,
				  const char *machines, void *child_input)
{
	struct parsing parsing = {
		.arguments = { .selection = { .machines = machines },
			       .build = "build",
			       .expect = data_place("tests/expect"),
			       .tiers = data_place("tests/tiers") },
		.child_input = child_input,
	};

	argument_parse_all(argp, argc, argv, 0, &parsing);
	return parsing.arguments;
}

struct arguments options_parse_in_place(int argc, char **argv, const struct argp *child,
					void *input)
{
	static const struct argp_option own[] = {
		{ "private", 'P', "NAME,...", 0,
		  "not what is registered here, but one of the image's own (qemu, box64), in a "
		  "user namespace (Linux 6.7)",
		  0 },
		{ "case", 'c', "NAME,...", 0,
		  "an area, or CASE[/FLAVOUR[/ENGINE]] (patterns allowed)", 0 },
		{ "tier", OPTION_TIER, "NAME", 0, "fewer checks: smoke, or check", 0 },
		{ "jobs", 'j', "N", 0, "containers at once (default: one more than CPUs)", 0 },
		{ "repeat", 'r', "N", 0, "run each check N times", 0 },
		{ "all-flavours", OPTION_ALL_FLAVOURS, NULL, 0, "also musl, static-pie and jit",
		  0 },
		{ "alone", OPTION_ALONE, NULL, 0, "every check in a container of its own", 0 },
		{ "resume", OPTION_RESUME, NULL, 0, "go on with the last run", 0 },
		{ 0 },
	};
	const struct argp_child children[] = { { child, 0, NULL, 0 }, { 0 } };
	const struct argp argp = {
		.options = own,
		.parser = parse_in_place,
		.doc = "Runs amd64 containers under the translator that this machine has "
		       "registered, and a native control, and says what each did.",
		.children = children,
	};

	return parse_all(&argp, argc, argv, "host", input);
}

struct arguments options_parse(int argc, char **argv, const struct argp *child, void *input)
{
	const struct argp_child children[] = { { child, 0, NULL, 3 }, { 0 } };
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.doc = "Runs the same x86_64 containers under every translator that is there, "
		       "and says what each did. Other commands: compare, merge, spot-check, "
		       "identify, try; each has --help.\v"
		       "Exit status: 0 nothing is red, 1 something is, 2 it could not run.",
		.children = children,
	};

	return parse_all(&argp, argc, argv, NULL, input);
}
