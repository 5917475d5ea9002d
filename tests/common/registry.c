/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const flavour_names[FLAVOUR_COUNT] = {
#define FLAVOUR(id, name, main) name,
#include "flavours.def"
#undef FLAVOUR
};

/* Bounds of the section "cases": the linker makes them. */
extern const struct conformance_case *const __start_cases[];
extern const struct conformance_case *const __stop_cases[];

const struct conformance_case *const *registry_cases(size_t *count)
{
	/* cppcheck-suppress comparePointers ; one section has both ends */
	*count = (size_t)(__stop_cases - __start_cases);
	return __start_cases;
}

const struct conformance_case *registry_find(const char *name)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(cases[i]->name, name) == 0)
			return cases[i];
	return NULL;
}

const char *registry_area(const struct conformance_case *c)
{
	static char areas[64][32];
	const char *end = strrchr(c->file, '/');
	const char *start = end ? end : c->file;

	while (start > c->file && start[-1] != '/')
		start--;
	size_t length = end ? (size_t)(end - start) : 0;

	for (size_t i = 0; i < sizeof(areas) / sizeof(areas[0]); i++) {
		if (!areas[i][0])
			snprintf(areas[i], sizeof(areas[i]), "%.*s", (int)length,
				 start ? start : "");
		if (strlen(areas[i]) == length && strncmp(areas[i], start, length) == 0)
			return areas[i];
	}
	return "";
}

static bool is_word_of(const char *word, const char *words)
{
	size_t length = strlen(word);

	for (; *words; words += strcspn(words, " "), words += *words == ' ')
		if (strcspn(words, " ") == length && strncmp(word, words, length) == 0)
			return true;
	return false;
}

unsigned registry_flavours(const struct conformance_case *c)
{
	unsigned flavours = MAIN_FLAVOURS;

	if (c->flavours)
		return c->flavours;
	if (is_word_of(registry_area(c), LINKING_AREAS))
		flavours |= MUSL | MUSL_STATIC | STATIC_PIE;
	if (is_word_of(registry_area(c), INSTRUCTION_AREAS))
		flavours |= JIT;
	return flavours;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein's distance, of names short enough for one row. */
static size_t distance(const char *a, const char *b)
{
	size_t row[128];
	size_t n = strlen(b);

	if (n >= sizeof(row) / sizeof(row[0]))
		return n;
	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t cost = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			row[j] = smaller(cost, smaller(row[j], row[j - 1]) + 1);
		}
	}
	return row[n];
}

const char *name_nearest(const char *typed, const char *const *known)
{
	const char *nearest = NULL;
	size_t best = strlen(typed) / 2 + 1;

	for (; *known; known++) {
		size_t d = distance(typed, *known);

		if (d < best) {
			best = d;
			nearest = *known;
		}
	}
	return nearest;
}

const char *registry_nearest(const char *typed)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);
	const char **names = calloc(count + 1, sizeof(*names));
	const char *nearest;

	if (!names)
		return NULL;
	for (size_t i = 0; i < count; i++)
		names[i] = cases[i]->name;
	nearest = name_nearest(typed, names);
	free(names);
	return nearest;
}

static bool is_of(const char *name, const char *const *list)
{
	while (*list && strcmp(*list, name) != 0)
		list++;
	return *list;
}

static bool is_named_as_its_file(const struct conformance_case *c)
{
	const char *slash = strrchr(c->file, '/');
	const char *base = slash ? slash + 1 : c->file;
	size_t length = strlen(c->name);

	return strncmp(base, c->name, length) == 0 && strcmp(base + length, ".c") == 0;
}

bool registry_is_sound(const char *const *rules, char *why, size_t size)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);

	for (size_t i = 0; i < count; i++) {
		const struct conformance_case *c = cases[i];
		const struct conformance_case *first = registry_find(c->name);

		if (!is_named_as_its_file(c))
			snprintf(why, size, "%s: its case is named %s: name both alike",
				 c->file, c->name);
		else if (first != c)
			snprintf(why, size, "%s: %s has the same name: choose another", c->file,
				 first->file);
		else if (!c->rule || !*c->rule)
			snprintf(why, size, "%s: no .rule: name the one of docs/spec it checks",
				 c->file);
		else if (!is_of(c->rule, rules)) {
			const char *nearest = name_nearest(c->rule, rules);

			snprintf(why, size,
				 "%s: docs/spec has no rule %s: write it there%s%s%s", c->file,
				 c->rule, nearest ? ", or did you mean \"" : "",
				 nearest ? nearest : "", nearest ? "\"?" : "");
		} else if (!c->summary || !*c->summary)
			snprintf(why, size, "%s: no .summary: say in a sentence what must hold",
				 c->file);
		else
			continue;
		return false;
	}
	return true;
}
