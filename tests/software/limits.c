/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "software.h"

#include <stdlib.h>
#include <string.h>

static int natives_first(const void *a, const void *b)
{
	const struct session *x = a;
	const struct session *y = b;
	const int native = (int)backend_is_native(y->instance->backend) -
			   (int)backend_is_native(x->instance->backend);

	if (native)
		return native;
	/* qsort(3) keeps no order by itself: that of the plan is one of the instances. */
	return x->instance < y->instance ? -1 : x->instance > y->instance;
}

size_t limits_order(struct plan *plan)
{
	size_t n = 0;

	qsort(plan->sessions, plan->session_count, sizeof(*plan->sessions), natives_first);
	while (n < plan->session_count &&
	       backend_is_native(plan->sessions[n].instance->backend))
		n++;
	return n;
}

static const struct record *control_of(const struct plan *plan, size_t controls,
				       const struct session *session, const char *check)
{
	for (size_t i = 0; i < controls; i++) {
		const struct session *s = &plan->sessions[i];

		for (size_t k = 0; s->machine == session->machine && k < s->count; k++)
			if (strcmp(s->checks[k].name, check) == 0)
				return &s->checks[k].record;
	}
	return NULL;
}

void limits_set(struct plan *plan, size_t first)
{
	for (size_t i = first; i < plan->session_count; i++)
		for (size_t k = 0; k < plan->sessions[i].count; k++) {
			struct planned *p = &plan->sessions[i].checks[k];
			const struct record *control =
				control_of(plan, first, &plan->sessions[i], p->name);

			if (!control || control->observation != OBSERVED_PASS)
				continue;
			p->limit = LIMIT_FACTOR * (double)control->ms / 1000;
			if (p->limit < LIMIT_LEAST_S)
				p->limit = LIMIT_LEAST_S;
			if (p->limit > LIMIT_MOST_S)
				p->limit = LIMIT_MOST_S;
		}
}
