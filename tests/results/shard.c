/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "shard.h"

#include "data_place.h"
#include "results_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool shard_from_text(const char *text, struct shard *shard)
{
	int end = 0;

	return sscanf(text, "%d/%d%n", &shard->index, &shard->of, &end) == 2 && !text[end] &&
	       shard->of >= 1 && shard->of <= SHARDS_MOST && shard->index >= 1 &&
	       shard->index <= shard->of;
}

void shards_cut(const double *weights, size_t count, int of, int *to)
{
	double total = 0;
	double before = 0;

	for (size_t i = 0; i < count; i++)
		total += weights[i];
	/* Where its middle falls. */
	for (size_t i = 0; i < count; i++) {
		const double middle = total > 0 ? (before + weights[i] / 2) / total
						: ((double)i + 0.5) / (double)count;
		const int shard = (int)(middle * of) + 1;

		to[i] = shard > of ? of : shard;
		before += weights[i];
	}
}

/* A check of the plan, with its repetitions. */
struct piece {
	const struct session *session;
	const struct planned *planned;
	double ms; /* 0: not known */
};

static bool is_repetition(const struct piece *first, const struct session *s,
			  const struct planned *p)
{
	if (!first->planned)
		return false;

	const size_t length = strlen(first->planned->name);

	return first->session == s && strncmp(p->name, first->planned->name, length) == 0 &&
	       p->name[length] == '/';
}

static struct piece *pieces_of(const struct plan *plan, const struct results *times,
			       size_t *count)
{
	size_t most = 1;

	for (size_t i = 0; i < plan->session_count; i++)
		most += plan->sessions[i].count;
	struct piece *pieces = calloc(most, sizeof(*pieces));

	*count = 0;
	for (size_t i = 0; pieces && i < plan->session_count; i++)
		for (size_t k = 0; k < plan->sessions[i].count; k++) {
			const struct session *s = &plan->sessions[i];
			const struct planned *p = &s->checks[k];

			if (*count && is_repetition(&pieces[*count - 1], s, p))
				continue;
			const struct result *r =
				times ? results_find(times, s->machine->name,
						     s->instance->label, p->name)
				      : NULL;

			pieces[(*count)++] = (struct piece){ s, p, r ? (double)r->ms : 0 };
		}
	return pieces;
}

/* What was never measured takes as long as the others do on average. */
static void guess(struct piece *pieces, size_t count, double *weights)
{
	double sum = 0;
	size_t known = 0;

	for (size_t i = 0; i < count; i++) {
		sum += pieces[i].ms;
		known += pieces[i].ms > 0;
	}
	for (size_t i = 0; i < count; i++)
		weights[i] = pieces[i].ms > 0 ? pieces[i].ms : known ? sum / (double)known : 1;
}

/* FNV-1a of all that says which check is in which shard. */
static uint64_t digest(const struct piece *pieces, size_t count, const int *to)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < count; i++) {
		char line[512];

		snprintf(line, sizeof(line), "%s %s %s %s %d\n",
			 pieces[i].session->machine->name, pieces[i].session->instance->label,
			 pieces[i].session->instance->found.version, pieces[i].planned->name,
			 to[i]);
		for (const char *p = line; *p; p++)
			hash = (hash ^ (unsigned char)*p) * 0x100000001b3;
	}
	return hash;
}

static void tell(const struct shard *shard, const double *weights, const int *to, size_t count,
		 const char *by)
{
	double least = -1;
	double most = 0;
	double own = 0;
	double all = 0;
	size_t checks = 0;

	for (int s = 1; s <= shard->of; s++) {
		double sum = 0;

		for (size_t i = 0; i < count; i++)
			sum += to[i] == s ? weights[i] : 0;
		least = least < 0 || sum < least ? sum : least;
		most = sum > most ? sum : most;
		own = s == shard->index ? sum : own;
		all += sum;
	}
	for (size_t i = 0; i < count; i++)
		checks += to[i] == shard->index;
	fprintf(stderr, "shard %d/%d: %zu of %zu checks", shard->index, shard->of, checks,
		count);
	if (by)
		fprintf(stderr,
			", %.0f of %.0f s of containers by %s (%.2f s a check; the shards "
			"have %.0f to %.0f s)",
			own / 1000, all / 1000, by, all / 1000 / (double)count, least / 1000,
			most / 1000);
	fputc('\n', stderr);
}

struct wanted {
	const struct piece *pieces;
	const int *to;
	size_t count, at;
	int index;
};

/* It is asked in the order of the pieces. */
static bool is_of_shard(void *context, const struct session *s, const struct planned *p)
{
	struct wanted *w = context;

	if (w->at + 1 < w->count && w->pieces[w->at + 1].planned == p)
		w->at++;
	(void)s;
	return w->to[w->at] == w->index;
}

static bool take(struct plan *plan, const struct shard *shard, const struct results *times,
		 const char *by, json_t **head)
{
	struct wanted w = { .index = shard->index };
	struct piece *pieces = pieces_of(plan, times, &w.count);
	double *weights = calloc(w.count + 1, sizeof(*weights));
	int *to = calloc(w.count + 1, sizeof(*to));
	char hash[32];

	if (pieces && weights && to) {
		guess(pieces, w.count, weights);
		shards_cut(weights, w.count, shard->of, to);
		tell(shard, weights, to, w.count, by);
		snprintf(hash, sizeof(hash), "%016" PRIx64, digest(pieces, w.count, to));
		*head = json_pack("{ss si si sI ss}", "type", "shard", "index", shard->index,
				  "of", shard->of, "checks", (json_int_t)w.count, "plan", hash);
		w.pieces = pieces;
		w.to = to;
		plan_keep(plan, is_of_shard, &w);
	}
	free(pieces);
	free(weights);
	free(to);
	return *head;
}

bool shard_take(struct plan *plan, const struct shard *shard, const char *times, json_t **head,
		char *why, size_t size)
{
	struct results measured;

	if (!times && access(data_place(RESULTS_REFERENCE), F_OK) == 0)
		times = data_place(RESULTS_REFERENCE);
	if (times && !results_read(times, &measured, why, size))
		return false;
	*head = NULL;
	if (!take(plan, shard, times ? &measured : NULL, times, head))
		snprintf(why, size, "out of memory");
	if (times)
		results_free(&measured);
	return *head;
}
