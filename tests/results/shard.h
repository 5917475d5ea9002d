/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A run split over several hosts: shard i of n has the checks of a plan whose time is the
 * i-th part of all, in the plan's order, so that few sessions are cut in two.
 */
#ifndef SHARD_H
#define SHARD_H

#include "plan.h"

enum { SHARDS_MOST = 1024 };

struct shard {
	int index, of; /* from 1; of 0: the run isn't split */
};

/* Of "i/n"; false if it isn't one. */
bool shard_from_text(const char *text, struct shard *shard);

/* Puts each of `count` pieces of work, with these weights, into one of `of` shards:
 * to[i] is from 1 to `of`, and doesn't fall. The weight of a shard differs from the mean
 * by no more than that of the heaviest piece. */
void shards_cut(const double *weights, size_t count, int of, int *to);

/*
 * Leaves in the plan what is of this shard. How long a check takes is looked up in
 * `times`, a file of results or a journal; NULL: in the reference run if there is one,
 * else all take the same. The head, for the results, is a new reference: type "shard"
 * with `index`, `of`, `checks` (of the whole plan), and `plan`, which is the same in all
 * that belong together. Says on stderr how the shards come out. False fills `why`.
 */
bool shard_take(struct plan *plan, const struct shard *shard, const char *times, json_t **head,
		char *why, size_t size);

#endif
