/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "judgement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_captures(struct examined *e, char *why, size_t size)
{
	const json_t *bodies = json_object_get(e->planned->record.extra, "bodies");
	const size_t count = json_array_size(bodies);

	e->captures = calloc(count + 1, sizeof(*e->captures));
	snprintf(why, size, "out of memory");
	if (!e->captures)
		return false;
	for (size_t i = 0; i < count; i++) {
		struct capture *c = &e->captures[e->capture_count];

		if (!capture_read(json_array_get(bodies, i), c)) {
			const char *name = json_string_value(
				json_object_get(json_array_get(bodies, i), "body"));

			snprintf(why, size,
				 "body \"%s\" of %s %s isn't understood: "
				 "tests/order/operations.c "
				 "has to know each of its words",
				 name ? name : "?", e->session->instance->label, e->setting);
			return false;
		}
		e->capture_count++;
		e->steps += c->steps;
		e->accesses += c->count;
		e->torn += c->torn[0] != 0;
	}
	return true;
}

static void captures_of(const struct examined *e, const struct test *test,
			const struct capture *captures[THREADS_MOST])
{
	for (int t = 0; t < THREADS_MOST; t++)
		captures[t] = test->bodies[t] ? capture_find(e->captures, e->capture_count,
							     test->bodies[t])
					      : NULL;
}

static bool is_promised(const struct capture *const captures[THREADS_MOST])
{
	for (int t = 0; t < THREADS_MOST; t++)
		if (captures[t] && !shape_is_judged(&captures[t]->shape))
			return false;
	return true;
}

/* Writes the test, for its first or last byte. */
static void write_both(const struct examined *e, struct test *test, bool last_byte,
		       struct litmus *x86, struct litmus *arm)
{
	const struct capture *captures[THREADS_MOST];

	test->last_byte = last_byte;
	captures_of(e, test, captures);
	litmus_x86(test, x86);
	litmus_arm(test, captures, arm);
}

bool examine(struct examined *e, struct herd *herd, char *why, size_t size)
{
	static struct litmus x86;
	static struct litmus arm;
	struct catalogue catalogue;

	if (!read_captures(e, why, size))
		return false;
	const bool ended = e->planned->record.observation == OBSERVED_PASS;
	const char *lacks =
		e->whole && ended && !backend_is_native(e->session->instance->backend)
			? catalogue_lacks(e->captures, e->capture_count)
			: NULL;

	if (lacks) {
		snprintf(why, size,
			 "%s %s: the guest has no body \"%s\", which "
			 "tests/order/catalogue.c combines",
			 e->session->instance->label, e->setting, lacks);
		return false;
	}
	snprintf(why, size, "out of memory");
	if (!catalogue_make(e->captures, e->capture_count, &catalogue))
		return false;
	e->count = catalogue.count;
	e->list = calloc(e->count + 1, sizeof(*e->list));
	for (size_t i = 0; e->list && i < e->count; i++) {
		struct judgement *j = &e->list[i];
		const struct capture *captures[THREADS_MOST];

		j->test = catalogue.list[i];
		captures_of(e, &j->test, captures);
		if (!is_promised(captures)) {
			j->finding = FINDING_UNPROMISED;
			continue;
		}
		for (int last = 0; last < 2; last++) {
			write_both(e, &j->test, last, &x86, &arm);
			if (arm.why[0] || x86.why[0]) {
				j->finding = FINDING_UNWRITTEN;
				snprintf(j->why, sizeof(j->why), "%s",
					 arm.why[0] ? arm.why : x86.why);
				break;
			}
			if (arm.said[0])
				snprintf(j->said, sizeof(j->said), "%s", arm.said);
			j->numbers[last][0] = herd_add(herd, HERD_X86, x86.text);
			j->numbers[last][1] = herd_add(herd, HERD_ARM, arm.text);
			if (j->numbers[last][0] < 0 || j->numbers[last][1] < 0)
				return false;
		}
	}
	free(catalogue.list);
	return e->list != NULL;
}

/* "P1 reads y=1, then x=0": what is observed, in the order of litmus_x86. */
static void tell_outcome(const struct test *test, const struct litmus *l,
			 const signed char *values, char *to, size_t size)
{
	const struct family *f = test->family;
	size_t used = 0;
	size_t n = 0;

	to[0] = 0;
	for (int t = 0; t < THREADS_MOST && f->threads[t].letters; t++)
		for (int k = 0; f->threads[t].letters[k] && used < size; k++)
			if (f->threads[t].letters[k] == 'R')
				used += (size_t)snprintf(to + used, size - used,
							 "%sP%d reads %c=%d", used ? ", " : "",
							 t, f->threads[t].at[k], values[n++]);
	for (; n < l->count && used < size; n++)
		used += (size_t)snprintf(to + used, size - used, "%s%c=%d at the end",
					 used ? ", " : "", l->observed[n][1], values[n]);
}

static void add_equation(char *to, size_t size, const char *name, int value)
{
	const size_t used = strlen(to);

	snprintf(to + used, size - used, "%s%s=%d", used ? " /\\ " : "", name, value);
}

/* Of a thread with compare and swaps only the way that counts (litmus.h). */
static void write_condition(const struct litmus *l, const signed char *values, char *to,
			    size_t size)
{
	to[0] = 0;
	for (size_t i = 0; i < l->count; i++)
		add_equation(to, size, l->observed[i], values[i]);
	for (int t = 0; t < THREADS_MOST; t++) {
		if (l->done[t][0])
			add_equation(to, size, l->done[t], 1);
		if (l->found[t][0])
			add_equation(to, size, l->found[t], 0);
	}
}

static void unwritten(struct judgement *j, const char *why)
{
	j->finding = FINDING_UNWRITTEN;
	snprintf(j->why, sizeof(j->why), "herd7: %s", why);
}

static void compare(const struct examined *e, struct judgement *j, const struct herd *herd,
		    bool last_byte)
{
	static struct litmus litmus[2];
	static struct outcomes outcomes[2];

	write_both(e, &j->test, last_byte, &litmus[0], &litmus[1]);
	for (int i = 0; i < 2; i++) {
		const char *trouble;
		const char *states = herd_states(herd, j->numbers[last_byte][i], &trouble);

		if (!states) {
			unwritten(j, trouble);
			return;
		}
		outcomes_read(states, &litmus[i], &outcomes[i]);
		if (outcomes[i].incomplete) {
			unwritten(j, "an outcome that is not read");
			return;
		}
	}
	if (!outcomes[1].count) {
		/* No way for all of its compare and swaps to store. */
		if (outcomes[0].count)
			unwritten(j, "no outcome on Arm");
		else
			j->finding = FINDING_UNPROMISED;
		return;
	}
	const int missing = outcomes_missing(&outcomes[1], &outcomes[0]);

	if (missing < 0)
		return;
	j->finding = FINDING_BROKEN;
	tell_outcome(&j->test, &litmus[0], outcomes[1].list[missing], j->outcome,
		     sizeof(j->outcome));
	write_condition(&litmus[1], outcomes[1].list[missing], j->condition,
			sizeof(j->condition));
}

void conclude(struct examined *e, const struct herd *herd)
{
	memset(e->found, 0, sizeof(e->found));
	for (size_t i = 0; i < e->count; i++) {
		struct judgement *j = &e->list[i];

		for (int last = 0; last < 2 && j->finding == FINDING_KEPT; last++)
			compare(e, j, herd, last);
		/* Which byte it was is in test.last_byte. */
		e->found[j->finding]++;
	}
}
