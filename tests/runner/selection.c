/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "selection.h"

#include "argument.h"
#include "patterns.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool selection_option(int key, const char *argument, struct selection *selection)
{
	const char *list = argument ? argument_list(argument) : NULL;

	if (key == 'm')
		selection->machines = list;
	else if (key == 'b')
		selection->backends = list;
	else if (key == 'c')
		selection->cases = list;
	else
		return false;
	return true;
}

/* One pattern against one check: an area, or any leading part of its name. */
static bool pattern_takes(const char *pattern, const char *area, const char *name)
{
	char part[128];
	const char *end = name;

	if (fnmatch(pattern, area, 0) == 0)
		return true;
	for (;;) {
		end = strchrnul(end, '/');
		snprintf(part, sizeof(part), "%.*s", (int)(end - name), name);
		if (fnmatch(pattern, part, 0) == 0)
			return true;
		if (!*end++)
			return false;
	}
}

bool patterns_take_check(const char *list, const char *area, const char *name)
{
	char pattern[PATTERN_SIZE];

	while (patterns_next(&list, pattern))
		if (pattern_takes(pattern, area, name))
			return true;
	return false;
}

/* NULL is every check in its usual flavours; a pattern with / names others too. */
static bool list_takes(const char *list, const struct check *check, const char *name,
		       bool usual)
{
	char pattern[PATTERN_SIZE];

	if (!list)
		return usual;
	while (patterns_next(&list, pattern))
		if ((usual || strchr(pattern, '/')) &&
		    pattern_takes(pattern, registry_area(check->test), name))
			return true;
	return false;
}

/* Does a pattern speak of the case itself, and not only of its area? */
static bool is_named(const char *list, const struct check *check)
{
	char pattern[PATTERN_SIZE];

	while (list && patterns_next(&list, pattern)) {
		pattern[strcspn(pattern, "/")] = 0;
		if (strcmp(pattern, "*") != 0 && fnmatch(pattern, check->test->name, 0) == 0)
			return true;
	}
	return false;
}

static bool selected(const struct selection *selection, const struct check *check,
		     const char *name)
{
	const unsigned own = check->test->flavours;
	const bool usual =
		selection->all_flavours || 1U << check->flavour & (own ? own : MAIN_FLAVOURS);

	if (selection->wanted && !selection->wanted(check))
		return false;
	if (check->test->named_only && !is_named(selection->cases, check))
		return false;
	return (!selection->tier || list_takes(selection->tier, check, name, usual)) &&
	       list_takes(selection->cases, check, name, usual || selection->tier);
}

bool selection_takes(const struct selection *selection, const struct check *check)
{
	char name[128];

	check_to_name(check, name, sizeof(name));
	return selected(selection, check, name);
}

static bool applies(const struct backend *backend, const struct machine *machine,
		    const struct check *check)
{
	if (check->test->x86_64_only && strcmp(backend->architecture, "x86_64") != 0)
		return false;
	return check->engine->bit & machine->engines;
}

bool same_image(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

bool selection_add_checks(const struct selection *selection, struct session *s)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);
	const int times = selection->repeat > 1 ? selection->repeat : 1;
	const size_t most = count * FLAVOUR_COUNT * engine_count() * (size_t)times;

	s->checks = calloc(most + 1, sizeof(*s->checks));
	if (!s->checks)
		return false;
	for (size_t i = 0; i < count; i++)
		for (int f = 0; f < FLAVOUR_COUNT; f++)
			for (size_t e = 0; engines[e]; e++) {
				struct check check = { cases[i], (enum flavour)f, engines[e] };
				struct planned *p = &s->checks[s->count];
				unsigned wanted = cases[i]->engines ? cases[i]->engines : CRUN;

				if (!same_image(cases[i]->image, s->image) ||
				    !(registry_flavours(cases[i]) & 1U << f) ||
				    !(wanted & engines[e]->bit) ||
				    !applies(s->instance->backend, s->machine, &check))
					continue;
				check_to_name(&check, p->name, sizeof(p->name));
				if (!selected(selection, &check, p->name))
					continue;
				s->count++;
				for (int n = 2; n <= times; n++)
					snprintf(s->checks[s->count++].name, sizeof(p->name),
						 "%.100s/%d", p->name, n);
			}
	return true;
}

/* Every pattern must name something, or the user mistyped it. */
bool patterns_name_something(const char *patterns, const char *kind, const char *const *known,
			     char *why, size_t size)
{
	char p[PATTERN_SIZE];

	while (patterns && patterns_next(&patterns, p)) {
		bool found = false;
		char all[512] = "";

		for (size_t i = 0; known[i]; i++) {
			size_t used = strlen(all);

			found |= fnmatch(p, known[i], 0) == 0;
			snprintf(all + used, sizeof(all) - used, "%s%s", i ? ", " : "",
				 known[i]);
		}
		if (!found) {
			const char *nearest = name_nearest(p, known);

			if (nearest)
				snprintf(why, size,
					 "no %s is named \"%s\"; did you mean \"%s\"?", kind, p,
					 nearest);
			else
				snprintf(why, size, "no %s is named \"%s\"; there are: %s",
					 kind, p, all);
			return false;
		}
	}
	return true;
}

bool patterns_name_cases(const char *patterns, char *why, size_t size)
{
	char p[PATTERN_SIZE];
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);

	while (patterns && patterns_next(&patterns, p)) {
		bool found = false;

		for (size_t i = 0; i < count && !found; i++)
			for (int f = 0; f < FLAVOUR_COUNT && !found; f++)
				for (size_t e = 0; engines[e] && !found; e++) {
					struct check check = { cases[i], (enum flavour)f,
							       engines[e] };
					char name[128];

					check_to_name(&check, name, sizeof(name));
					found = pattern_takes(p, registry_area(cases[i]), name);
				}
		if (!found) {
			char typed[128];

			snprintf(typed, sizeof(typed), "%.*s", (int)strcspn(p, "/"), p);
			const char *nearest = registry_nearest(typed);

			snprintf(why, size,
				 "no case is named \"%s\"%s%s%s; `make list` shows all", p,
				 nearest ? "; did you mean \"" : "", nearest ? nearest : "",
				 nearest ? "\"?" : "");
			return false;
		}
	}
	return true;
}
