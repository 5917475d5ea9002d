/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "merge.h"

#include "argument.h"
#include "conclude.h"
#include "data_place.h"
#include "results_file.h"
#include "shard.h"
#include "whole_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct part {
	const char *path;
	struct results results;
	const json_t *shard; /* its head; NULL: it is none */
};

struct merging {
	struct part parts[SHARDS_MOST];
	size_t count;
	json_t *images;	  /* name → digest, and which part has it so */
	json_t *sessions; /* "MACHINE BACKEND" → version, and which part */
	char *why;
	size_t size;
};

static bool is_type(const json_t *line, const char *type)
{
	const char *own = json_string_value(json_object_get(line, "type"));

	return own && strcmp(own, type) == 0;
}

static long number(const json_t *line, const char *key)
{
	return (long)json_integer_value(json_object_get(line, key));
}

/* Whoever says something of a thing first is who the others must agree with. */
static bool agrees(struct merging *m, json_t *known, const char *what, const char *thing,
		   const char *value, const struct part *part)
{
	const json_t *first = json_object_get(known, thing);
	const char *said = json_string_value(json_array_get(first, 0));

	if (!first) {
		json_object_set_new(known, thing, json_pack("[ss]", value, part->path));
		return true;
	}
	if (!said || strcmp(said, value) == 0)
		return true;
	snprintf(m->why, m->size, "%s %s is %.100s in %s, but %.100s in %s", what, thing, said,
		 json_string_value(json_array_get(first, 1)), value, part->path);
	return false;
}

static bool heads_agree(struct merging *m, const struct part *part)
{
	for (size_t i = 0; i < part->results.line_count; i++) {
		json_t *line = part->results.lines[i];
		json_t *digest;
		const char *name;

		if (!is_type(line, "run"))
			continue;
		json_object_foreach(json_object_get(line, "images"), name,
				    digest) if (json_is_string(digest) &&
						!agrees(m, m->images, "image", name,
							json_string_value(digest),
							part)) return false;
	}
	for (size_t i = 0; i < part->results.session_count; i++) {
		const struct results_session *s = &part->results.sessions[i];
		char name[200];

		snprintf(name, sizeof(name), "%s %s", s->machine, s->backend);
		if (!agrees(m, m->sessions, "the version of", name, s->version, part))
			return false;
	}
	return true;
}

static bool no_check_twice(struct merging *m, size_t i)
{
	for (size_t k = 0; k < m->parts[i].results.count; k++) {
		const struct result *r = &m->parts[i].results.list[k];

		for (size_t other = 0; other < i; other++)
			if (results_find(&m->parts[other].results, r->machine, r->backend,
					 r->name)) {
				snprintf(m->why, m->size, "%s and %s both have %s %s %s",
					 m->parts[other].path, m->parts[i].path, r->machine,
					 r->backend, r->name);
				return false;
			}
	}
	return true;
}

static int by_index(const void *a, const void *b)
{
	return (int)(number(((const struct part *)a)->shard, "index") -
		     number(((const struct part *)b)->shard, "index"));
}

/* Are they all shards, and all of one plan? They stand in their order then. */
static bool shards_fit(struct merging *m)
{
	size_t shards = 0;
	size_t checks = 0;

	for (size_t i = 0; i < m->count; i++)
		shards += m->parts[i].shard != NULL;
	if (!shards)
		return true;
	for (size_t i = 0; i < m->count; i++)
		if (!m->parts[i].shard) {
			snprintf(m->why, m->size, "%s is no shard, but others are",
				 m->parts[i].path);
			return false;
		}
	qsort(m->parts, m->count, sizeof(m->parts[0]), by_index);
	for (size_t i = 0; i < m->count; i++) {
		const struct part *part = &m->parts[i];
		const struct part *first = &m->parts[0];

		checks += part->results.count;
		if (!json_equal(json_object_get(part->shard, "plan"),
				json_object_get(first->shard, "plan"))) {
			snprintf(m->why, m->size,
				 "%s and %s are shards of different plans: other checks, "
				 "versions, times or numbers of shards",
				 first->path, part->path);
			return false;
		}
		if (number(part->shard, "index") != (long)i + 1) {
			if (i && number(part->shard, "index") == (long)i)
				snprintf(m->why, m->size, "%s and %s are both shard %zu/%ld",
					 m->parts[i - 1].path, part->path, i,
					 number(part->shard, "of"));
			else
				snprintf(m->why, m->size, "shard %zu/%ld is missing", i + 1,
					 number(part->shard, "of"));
			return false;
		}
	}
	const struct part *last = &m->parts[m->count - 1];

	if ((long)m->count != number(last->shard, "of")) {
		snprintf(m->why, m->size, "shard %zu/%ld is missing", m->count + 1,
			 number(last->shard, "of"));
		return false;
	}
	if ((long)checks != number(last->shard, "checks")) {
		snprintf(m->why, m->size, "the shards have %zu checks, their plan %ld", checks,
			 number(last->shard, "checks"));
		return false;
	}
	return true;
}

/* Of the head's session, if it stands there already. */
static json_t *find_head(json_t *merged, const json_t *head)
{
	static const char *const same[] = { "machine", "backend", "images" };
	size_t i;
	json_t *line;

	json_array_foreach(merged, i, line)
	{
		bool equal = is_type(line, "run");

		for (size_t k = 0; equal && k < 3; k++)
			equal = json_equal(json_object_get(line, same[k]),
					   json_object_get(head, same[k]));
		if (equal)
			return line;
	}
	return NULL;
}

static void add_numbers(json_t *head, const json_t *more)
{
	static const char *const sums[] = { "seconds", "boots" };

	for (size_t i = 0; i < 2; i++)
		json_object_set_new(
			head, sums[i],
			json_integer(number(head, sums[i]) + number(more, sums[i])));
}

static bool stands(json_t *merged, const json_t *line)
{
	size_t i;
	json_t *other;

	json_array_foreach(merged, i, other) if (json_equal(other, line)) return true;
	return false;
}

/* What several say alike is said once; heads of one session become one. */
static json_t *merge_lines(const struct merging *m)
{
	json_t *merged = json_array();

	for (size_t p = 0; p < m->count; p++)
		for (size_t i = 0; i < m->parts[p].results.line_count; i++) {
			json_t *line = m->parts[p].results.lines[i];
			json_t *head = is_type(line, "run") ? find_head(merged, line) : NULL;

			if (head)
				add_numbers(head, line);
			else if (!is_type(line, "shard") &&
				 !((is_type(line, "unavailable") || is_type(line, "stale")) &&
				   stands(merged, line)))
				json_array_append(merged, line);
		}
	return merged;
}

static bool write_lines(json_t *merged, const char *path, char *why, size_t size)
{
	struct whole_file whole;
	FILE *file = whole_file_begin(&whole);
	size_t i;
	json_t *line;

	for (i = 0; (line = json_array_get(merged, i)); i++)
		json_put_line(file, json_incref(line));
	return whole_file_end(&whole, path, why, size);
}

/* What each shard took: are they in balance? */
static void tell(const struct merging *m)
{
	for (size_t i = 0; i < m->count; i++) {
		const struct part *part = &m->parts[i];
		double ms = 0;

		for (size_t k = 0; k < part->results.count; k++)
			ms += (double)part->results.list[k].ms;
		fprintf(stderr, "%s: %zu checks, %.0f s of containers", part->path,
			part->results.count, ms / 1000);
		if (part->results.count)
			fprintf(stderr, ", %.2f s a check",
				ms / 1000 / (double)part->results.count);
		if (part->shard)
			fprintf(stderr, "; it took %ld s", number(part->shard, "seconds"));
		fputc('\n', stderr);
	}
}

static bool read_part(struct part *part, const char *path, char *why, size_t size)
{
	part->path = path;
	part->shard = NULL;
	if (!results_read(path, &part->results, why, size))
		return false;
	for (size_t i = 0; i < part->results.line_count; i++)
		if (is_type(part->results.lines[i], "shard"))
			part->shard = part->results.lines[i];
	return true;
}

struct wishes {
	struct conclusion conclusion;
	char **files;
	int count;
	const char *output, *expect;
};

enum { OPTION_EXPECT = 256 };

static const struct argp_option options[] = {
	{ "output", 'o', "FILE", 0, "where it goes (merged.jsonl)", 0 },
	{ "expect", OPTION_EXPECT, "DIR", 0, "the recorded deviations (tests/expect)", 0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct wishes *w = state->input;

	switch (key) {
	case 'o':
		w->output = argument;
		return 0;
	case OPTION_EXPECT:
		w->expect = argument;
		return 0;
	case ARGP_KEY_ARGS:
		w->files = state->argv + state->next;
		w->count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "name the results.jsonl of each shard");
		return EINVAL;
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &w->conclusion;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int merge(const struct wishes *w, struct merging *m)
{
	if (w->count > SHARDS_MOST)
		return cannot("more than 1024 files");
	for (; m->count < (size_t)w->count; m->count++)
		if (!read_part(&m->parts[m->count], w->files[m->count], m->why, m->size))
			return cannot(m->why);
	for (size_t i = 0; i < m->count; i++)
		if (!heads_agree(m, &m->parts[i]))
			return cannot(m->why);
	if (!shards_fit(m))
		return cannot(m->why);
	for (size_t i = 0; i < m->count; i++)
		if (!no_check_twice(m, i))
			return cannot(m->why);
	tell(m);

	json_t *merged = merge_lines(m);
	const bool written = write_lines(merged, w->output, m->why, m->size);

	json_decref(merged);
	if (!written)
		return cannot(m->why);
	return conclude(w->output, &w->conclusion);
}

int merge_command(int argc, char **argv)
{
	static const struct argp_child children[] = { { &conclusion_argp, 0, NULL, 0 }, { 0 } };
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "RESULTS.JSONL...",
		.doc = "Joins the results of a run that was split by --shard, or of several "
		       "that have no check in common.\v"
		       "Refused is what doesn't belong together. Exit status: 0 nothing is "
		       "red, 1 something is, 2 they can't be joined.",
		.children = children,
	};
	static struct merging m;
	struct wishes w = { .output = "merged.jsonl", .expect = data_place("tests/expect") };
	char why[1024];

	argument_parse_all(&argp, argc, argv, 0, &w);
	m = (struct merging){ .images = json_object(),
			      .sessions = json_object(),
			      .why = why,
			      .size = sizeof(why) };
	w.conclusion.recorded =
		expectations_read(w.expect, &w.conclusion.recorded_count, why, sizeof(why));
	return w.conclusion.recorded ? merge(&w, &m) : cannot(why);
}
