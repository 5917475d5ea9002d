/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "compare.h"

#include <stdio.h>
#include <string.h>

enum { INDENT = 13, NAMES_MOST = 5 };

static bool alike(const struct result *a, const struct result *b)
{
	return a == b || (a && b && a->observation == b->observation &&
			  strcmp(a->symptom, b->symptom) == 0);
}

static const char *name_of(const struct changed *c)
{
	return c->after ? c->after->name : c->before->name;
}

static bool same_case(const struct changed *a, const struct changed *b)
{
	const size_t n = strcspn(name_of(a), "/");

	return strncmp(name_of(a), name_of(b), n + 1) == 0;
}

static bool of_one_kind(const struct changed *a, const struct changed *b)
{
	return a->change == b->change && same_case(a, b) && alike(a->before, b->before) &&
	       alike(a->after, b->after);
}

static void put_how(const char *start, const struct result *r)
{
	printf("%*s%s%s%s%s\n", INDENT, "", start, observation_names[r->observation],
	       *r->symptom ? ": " : "", r->symptom);
}

/* Ways of the same case that changed alike are one entry, told by the first. */
static void put_entry(const struct changed *list, size_t count, size_t at)
{
	const struct changed *c = &list[at];

	for (size_t i = 0; i < at; i++)
		if (of_one_kind(&list[i], c))
			return;
	printf("  %-*s%s", INDENT - 2, change_names[c->change], name_of(c));
	for (size_t i = at + 1; i < count; i++)
		if (of_one_kind(&list[i], c))
			printf(", %s", strchr(name_of(&list[i]), '/') + 1);
	putchar('\n');
	put_how("was ", c->before);
	put_how("is  ", c->after);
}

/* What is there in one run only: by name, if it is little. */
static void put_names(const struct changed *list, size_t count, enum change change, size_t n)
{
	size_t told = 0;

	if (!n)
		return;
	printf("  %-*s%zu check%s:", INDENT - 2, change_names[change], n, n == 1 ? "" : "s");
	for (size_t i = 0; i < count && told < NAMES_MOST; i++)
		if (list[i].change == change) {
			printf("%s %s", told ? "," : "", name_of(&list[i]));
			told++;
		}
	printf("%s\n", told < n ? ", ..." : "");
}

static bool is_entry(enum change change)
{
	return change < CHANGE_GONE;
}

static void put_session(const struct results_session *before,
			const struct results_session *after, const struct changed *list,
			size_t count)
{
	size_t counts[CHANGE_COUNT] = { 0 };
	const char *separator = ": ";

	for (size_t i = 0; i < count; i++)
		counts[list[i].change]++;
	printf("\n%s  %s%s%s  %s%s%s", after->machine, before->backend,
	       strcmp(before->backend, after->backend) != 0 ? " -> " : "",
	       strcmp(before->backend, after->backend) != 0 ? after->backend : "",
	       before->version, strcmp(before->version, after->version) != 0 ? " -> " : "",
	       strcmp(before->version, after->version) != 0 ? after->version : "");
	for (int change = 0; change < CHANGE_COUNT; change++)
		if (counts[change]) {
			printf("%s%zu %s", separator, counts[change], change_names[change]);
			separator = ", ";
		}
	printf("%s\n", *separator == ':' ? ": the same" : "");
	for (int change = 0; is_entry(change); change++)
		for (size_t i = 0; i < count; i++)
			if ((int)list[i].change == change)
				put_entry(list, count, i);
	put_names(list, count, CHANGE_GONE, counts[CHANGE_GONE]);
	put_names(list, count, CHANGE_NEW, counts[CHANGE_NEW]);
}

/* How many of the list, from its start, are of this session. */
static size_t length_of(const struct changed *list, size_t count,
			const struct results_session *before,
			const struct results_session *after)
{
	size_t n = 0;

	for (; n < count; n++) {
		const struct results_session *s = list[n].after ? after : before;
		const struct result *r = list[n].after ? list[n].after : list[n].before;

		if (!s || strcmp(r->machine, s->machine) != 0 ||
		    strcmp(r->backend, s->backend) != 0)
			break;
	}
	return n;
}

static void put_whole(const char *what, const struct results_session *s)
{
	printf("\n%s  %s  %s: %s, %zu checks\n", s->machine, s->backend, s->version, what,
	       s->count);
}

void comparison_print(const struct comparison *c)
{
	size_t at = 0;

	for (size_t i = 0; i < c->after->session_count; i++) {
		const struct results_session *after = &c->after->sessions[i];
		const struct results_session *before = c->partners[i];
		const size_t n = length_of(c->list + at, c->count - at, before, after);

		if (before)
			put_session(before, after, c->list + at, n);
		else
			put_whole("new", after);
		at += n;
	}
	for (size_t i = 0; i < c->before->session_count; i++) {
		bool kept = false;

		for (size_t k = 0; k < c->after->session_count; k++)
			kept |= c->partners[k] == &c->before->sessions[i];
		if (!kept)
			put_whole("gone", &c->before->sessions[i]);
	}
	printf("\n%zu worse, %zu better, %zu different, %zu gone, %zu new, %zu the same",
	       c->counts[CHANGE_WORSE], c->counts[CHANGE_BETTER], c->counts[CHANGE_DIFFERENT],
	       c->counts[CHANGE_GONE], c->counts[CHANGE_NEW], c->same);
	if (c->counts[CHANGE_UNSAID])
		printf("; of %zu nothing is said, as the harness broke",
		       c->counts[CHANGE_UNSAID]);
	putchar('\n');
}
