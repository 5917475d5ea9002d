/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "assignment.h"

#include <stdio.h>
#include <string.h>

enum { TEXTS = 6 };

struct text {
	const char *key;
	char *value;
	size_t size;
};

/* The texts of an assignment, by their keys: one list serves both ways. */
static void texts_of(struct assignment *a, struct text texts[TEXTS])
{
	const struct text all[TEXTS] = {
		{ "version", a->version, sizeof(a->version) },
		{ "machine", a->machine, sizeof(a->machine) },
		{ "image", a->image, sizeof(a->image) },
		{ "backend_root", a->backend_root, sizeof(a->backend_root) },
		{ "guests", a->guests, sizeof(a->guests) },
		{ "scratch", a->scratch, sizeof(a->scratch) },
	};

	memcpy(texts, all, sizeof(all));
}

json_t *assignment_to_json(const struct assignment *assignment)
{
	struct assignment copy = *assignment;
	struct text texts[TEXTS];
	json_t *json =
		json_pack("{ss ss sb si si sf si sb sb sb sO}", "type", "assignment", "backend",
			  copy.backend->name, "cgroups", copy.cgroups, "jobs", copy.jobs,
			  "alone", copy.alone, "patience", copy.patience, "usual_us",
			  copy.usual_us, "share", copy.share, "rehearse", copy.rehearse,
			  "overhead", copy.overhead, "checks", copy.checks);

	if (copy.program)
		json_object_set(json, "program", copy.program);
	if (copy.limits)
		json_object_set(json, "limits", copy.limits);
	texts_of(&copy, texts);
	for (size_t i = 0; i < TEXTS; i++)
		json_object_set_new(json, texts[i].key, json_string(texts[i].value));
	return json;
}

static bool flag(const json_t *json, const char *key)
{
	return json_is_true(json_object_get(json, key));
}

bool assignment_from_json(const json_t *json, struct assignment *a, char *why, size_t size)
{
	const char *backend = json_string_value(json_object_get(json, "backend"));
	json_t *checks = json_object_get(json, "checks");
	struct text texts[TEXTS];

	*a = (struct assignment){ 0 };
	texts_of(a, texts);
	for (size_t i = 0; i < TEXTS; i++) {
		const char *value = json_string_value(json_object_get(json, texts[i].key));

		if (!value || strlen(value) >= texts[i].size) {
			snprintf(why, size, "the assignment has no %s, or one too long",
				 texts[i].key);
			return false;
		}
		snprintf(texts[i].value, texts[i].size, "%s", value);
	}
	a->backend = backend ? backend_by_name(backend) : NULL;
	a->jobs = (int)json_integer_value(json_object_get(json, "jobs"));
	a->alone = (int)json_integer_value(json_object_get(json, "alone"));
	a->patience = json_number_value(json_object_get(json, "patience"));
	a->usual_us = (int)json_integer_value(json_object_get(json, "usual_us"));
	if (!a->backend || !json_is_array(checks) || a->jobs < 1 || !(a->patience > 0)) {
		snprintf(why, size,
			 "the assignment has no known backend, checks, jobs or "
			 "patience");
		return false;
	}
	a->cgroups = flag(json, "cgroups");
	a->share = flag(json, "share");
	a->rehearse = flag(json, "rehearse");
	a->overhead = flag(json, "overhead");
	a->program = json_incref(json_object_get(json, "program"));
	a->checks = json_incref(checks);
	a->limits = json_incref(json_object_get(json, "limits"));
	return true;
}

void assignment_free(struct assignment *assignment)
{
	json_decref(assignment->program);
	assignment->program = NULL;
	json_decref(assignment->checks);
	assignment->checks = NULL;
	json_decref(assignment->limits);
	assignment->limits = NULL;
}
