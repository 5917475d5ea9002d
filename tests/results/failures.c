/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "failures.h"

#include <stdlib.h>
#include <string.h>

static void add(struct failures *f, const struct result *result, const struct result *before)
{
	struct failure *failure = &f->list[f->count++];

	*failure = (struct failure){ .result = result, .before = before };
	if (f->policy)
		failure->by = policy_accepts(f->policy, result);
	f->counting += !failure->by;
}

static size_t count_stale(const struct results *results)
{
	size_t n = 0;

	for (size_t i = 0; i < results->line_count; i++) {
		const char *type =
			json_string_value(json_object_get(results->lines[i], "type"));

		n += type && strcmp(type, "stale") == 0;
	}
	return n;
}

bool failures_find(struct failures *f)
{
	const struct comparison *c = f->comparison;

	f->list = calloc((c ? c->count : f->results->count) + 1, sizeof(*f->list));
	if (!f->list)
		return false;
	for (size_t i = 0; c && i < c->count; i++)
		if (change_is_red(c->list[i].change))
			add(f, c->list[i].after, c->list[i].before);
	for (size_t i = 0; !c && i < f->results->count; i++) {
		const struct result *r = &f->results->list[i];

		if (r->verdict < VERDICT_COUNT && verdict_is_red(r->verdict))
			add(f, r, NULL);
	}
	if (!c)
		f->stale = count_stale(f->results);
	f->counting += f->stale;
	return true;
}
