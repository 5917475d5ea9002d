/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "capture.h"

#include "guest/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_names[] = { "load", "store", "loadx",   "storex", "rmw",
					  "swap", "cas",   "barrier", "branch", "call" };

static uint64_t mask(const json_t *json, const char *name)
{
	const char *text = json_string_value(json_object_get(json, name));

	return text ? strtoull(text, NULL, 16) : 0;
}

static long number(const json_t *json, const char *name, long otherwise)
{
	const json_t *value = json_object_get(json, name);

	return json_is_integer(value) ? (long)json_integer_value(value) : otherwise;
}

static bool read_event(const json_t *json, struct seen *s)
{
	const char *kind = json_string_value(json_object_get(json, "kind"));
	const char *name = json_string_value(json_object_get(json, "name"));
	const char *order = json_string_value(json_object_get(json, "order"));

	*s = (struct seen){ .cell = (int)number(json, "cell", -1),
			    .private_at = mask(json, "private"),
			    .offset = (int)number(json, "offset", 0),
			    .bytes = (int)number(json, "bytes", 0),
			    .parts = (int)number(json, "parts", 1),
			    .load = (int)number(json, "load", -1),
			    .failed = json_is_true(json_object_get(json, "failed")),
			    .discards = json_is_true(json_object_get(json, "discards")),
			    .address = mask(json, "address"),
			    .data = mask(json, "data") };
	if (!kind || !name)
		return false;
	snprintf(s->name, sizeof(s->name), "%s", name);
	for (; order && *order; order++) {
		s->acquire |= *order == 'a';
		s->acquire_pc |= *order == 'q';
		s->release |= *order == 'l';
	}
	for (size_t i = 0; i < sizeof(kind_names) / sizeof(kind_names[0]); i++)
		if (strcmp(kind, kind_names[i]) == 0) {
			s->kind = (enum seen_kind)i;
			return true;
		}
	return false;
}

static bool is_access(const struct seen *s)
{
	return s->kind <= SEEN_COMPARE;
}

static void trim(struct capture *c)
{
	size_t first = 0;

	while (first < c->count && c->list[first].cell < 0)
		first++;
	while (c->count > first && c->list[c->count - 1].cell < 0)
		c->count--;
	c->count -= first;
	memmove(c->list, c->list + first, c->count * sizeof(*c->list));
}

static void tell(struct capture *c)
{
	size_t used = 0;

	for (size_t i = 0; i < c->count && used < sizeof(c->text); i++) {
		const struct seen *s = &c->list[i];
		static const char *const cells[] = { "x", "y", "z" };
		const char *where = s->cell < 0 ? "other" : cells[s->cell % 3];

		if (s->kind == SEEN_BRANCH)
			continue;
		used += (size_t)snprintf(c->text + used, sizeof(c->text) - used, "%s%s%s%s",
					 used ? "; " : "", s->name, is_access(s) ? " " : "",
					 is_access(s) ? where : "");
		if (s->cell >= 0 && s->offset && used < sizeof(c->text))
			used += (size_t)snprintf(c->text + used, sizeof(c->text) - used, "%+d",
						 s->offset);
	}
}

/* Does one access, at least, have all the bytes? */
static void find_torn(struct capture *c)
{
	for (int k = 0; k < ACCESSES_MOST && c->shape.access[k]; k++) {
		const struct operation *o = c->shape.access[k];
		bool whole = o->many;
		bool touched = false;

		for (size_t i = 0; i < c->count; i++) {
			const struct seen *s = &c->list[i];
			const bool reads =
				s->kind == SEEN_LOAD || s->kind == SEEN_LOAD_EXCLUSIVE;

			if (s->cell != k)
				continue;
			touched = true;
			/* A pair is one access where it is exclusive, or compares. */
			const bool pair =
				s->parts > 1 && (s->kind == SEEN_LOAD || s->kind == SEEN_STORE);

			if ((reads && o->kind == OPERATION_STORE) || pair)
				continue;
			whole |= s->offset <= o->offset &&
				 s->offset + s->bytes >= o->offset + o->bytes;
		}
		if (touched && !whole)
			snprintf(c->torn, sizeof(c->torn), "%s is not one access of %d bytes",
				 o->name, o->bytes);
		if (!touched && !c->trouble[0])
			snprintf(c->trouble, sizeof(c->trouble), "no access to %s was seen",
				 k ? "y" : "x");
	}
}

bool capture_read(const json_t *json, struct capture *c)
{
	const char *body = json_string_value(json_object_get(json, "body"));
	const char *trouble = json_string_value(json_object_get(json, "trouble"));
	const json_t *events = json_object_get(json, "events");

	*c = (struct capture){ .steps = (unsigned long)number(json, "steps", 0),
			       .accesses = (unsigned long)number(json, "accesses", 0) };
	if (!body || !shape_of(body, &c->shape))
		return false;
	snprintf(c->body, sizeof(c->body), "%s", body);
	c->not_offered = trouble && strcmp(trouble, BODY_NOT_OFFERED) == 0;
	c->list = calloc(json_array_size(events) + 1, sizeof(*c->list));
	if (!c->list)
		return false;
	for (size_t i = 0; i < json_array_size(events); i++) {
		if (!read_event(json_array_get(events, i), &c->list[c->count])) {
			capture_free(c);
			return false;
		}
		c->count++;
	}
	trim(c);
	if (trouble)
		snprintf(c->trouble, sizeof(c->trouble), "%s", trouble);
	tell(c);
	find_torn(c);
	return true;
}

void capture_free(struct capture *c)
{
	free(c->list);
	c->list = NULL;
	c->count = 0;
}
