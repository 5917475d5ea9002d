/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "judge.h"

#include "backend.h"
#include "patterns.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

const char *const verdict_names[VERDICT_COUNT] = {
#define VERDICT(id, letter, red, meaning) #id,
#include "verdicts.def"
#undef VERDICT
};

const char verdict_letters[VERDICT_COUNT] = {
#define VERDICT(id, letter, red, meaning) letter,
#include "verdicts.def"
#undef VERDICT
};

bool verdict_is_red(enum verdict verdict)
{
	static const bool is_red[VERDICT_COUNT] = {
#define VERDICT(id, letter, red, meaning) red,
#include "verdicts.def"
#undef VERDICT
	};

	return is_red[verdict];
}

/* Takes the pattern one of the words, or is it for any build? */
static bool has_word(const char *pattern, const char *words)
{
	char word[sizeof(((struct backend_found *)0)->build)];
	int n;

	if (strcmp(pattern, "*") == 0)
		return true;
	for (; sscanf(words, " %63s%n", word, &n) == 1; words += n)
		if (patterns_take(pattern, word))
			return true;
	return false;
}

static bool fits(const struct deviation *d, const char *check, const char *machine,
		 const struct backend_found *backend)
{
	char copy[128];
	char *rest = copy;

	snprintf(copy, sizeof(copy), "%s", check);

	const char *name = strsep(&rest, "/");
	const char *flavour = strsep(&rest, "/");
	const char *engine = strsep(&rest, "/"); /* a repetition's number may follow */

	return patterns_take(d->patterns, name) &&
	       patterns_take(d->flavour, flavour ? flavour : "") &&
	       fnmatch(d->engine, engine ? engine : "", 0) == 0 &&
	       patterns_take(d->machine, machine) &&
	       patterns_take(d->versions, backend->version) &&
	       has_word(d->build, backend->build);
}

/* Like a shell pattern, but an expression's [] are themselves. */
static bool symptom_fits(const char *pattern, const char *symptom)
{
	for (; *pattern; pattern++) {
		if (*pattern == '*') {
			do
				if (symptom_fits(pattern + 1, symptom))
					return true;
			while (*symptom++);
			return false;
		}
		if (*pattern != *symptom++)
			return false;
	}
	return !*symptom;
}

static size_t forms_of(const struct record *record)
{
	return json_array_size(json_object_get(record->extra, "forms"));
}

static const char *form_of(const struct record *record, size_t i)
{
	const char *name =
		json_string_value(json_array_get(json_object_get(record->extra, "forms"), i));

	return name ? name : "";
}

static void add_text(char *text, size_t size, const char *title, const char *name, bool first)
{
	const size_t used = strlen(text);

	snprintf(text + used, size - used, "%s%s", first ? title : " ", name);
}

/* Forms that fail and no paragraph names: how many. */
static size_t forms_unrecorded(const struct record *record, const char *machine,
			       const struct backend_found *backend,
			       const struct deviations *deviations, char *text, size_t size)
{
	size_t found = 0;

	for (size_t i = 0; i < forms_of(record); i++) {
		bool known = false;

		for (size_t k = 0; !known && k < deviations->count; k++)
			known = deviations->list[k].forms &&
				fits(&deviations->list[k], record->check, machine, backend) &&
				patterns_take(deviations->list[k].forms, form_of(record, i));
		if (!known)
			add_text(text, size, "not recorded: ", form_of(record, i), !found++);
	}
	return found;
}

/* Patterns of the paragraphs that fit no form which fails: how many. */
static size_t forms_passed(const struct record *record, const char *machine,
			   const struct backend_found *backend,
			   const struct deviations *deviations, char *text, size_t size)
{
	size_t found = 0;

	for (size_t k = 0; k < deviations->count; k++) {
		const struct deviation *d = &deviations->list[k];
		const char *rest = d->forms;
		char pattern[PATTERN_SIZE];

		if (!rest || d->sometimes || !fits(d, record->check, machine, backend))
			continue;
		while (patterns_next(&rest, pattern)) {
			bool fails = false;

			for (size_t i = 0; !fails && i < forms_of(record); i++)
				fails = fnmatch(pattern, form_of(record, i), 0) == 0;
			if (!fails)
				add_text(text, size,
					 strlen(text) ? "; recorded, and passes: "
						      : "recorded, and passes: ",
					 pattern, !found++);
		}
	}
	return found;
}

void judge_forms_text(const struct record *record, const char *machine,
		      const struct backend_found *backend, const struct deviations *deviations,
		      char *text, size_t size)
{
	text[0] = 0;
	if (!forms_of(record))
		return;
	forms_unrecorded(record, machine, backend, deviations, text, size);
	forms_passed(record, machine, backend, deviations, text, size);
}

const struct deviation *deviation_of(const struct deviations *deviations, const char *check,
				     const char *machine, const struct backend_found *backend)
{
	for (size_t i = 0; i < deviations->count; i++)
		if (fits(&deviations->list[i], check, machine, backend))
			return &deviations->list[i];
	return NULL;
}

bool deviation_is_seen(const struct deviation *d, enum observation observation,
		       const char *symptom)
{
	return d->varies ||
	       (observation == d->observation && symptom_fits(d->symptom, symptom));
}

enum verdict judge(const struct record *record, const char *machine,
		   const struct backend_found *backend, const struct deviations *deviations,
		   const struct deviation **used)
{
	const struct deviation *d = deviation_of(deviations, record->check, machine, backend);

	*used = d;
	if (record->observation == OBSERVED_BROKEN)
		return VERDICT_BROKEN;
	if (record->observation == OBSERVED_SKIPPED)
		return VERDICT_SKIPPED;
	if (!d)
		return record->observation == OBSERVED_PASS ? VERDICT_PASS : VERDICT_FAIL;
	if (record->observation == OBSERVED_PASS)
		return d->sometimes ? VERDICT_PASS : VERDICT_XPASS;
	if (!deviation_is_seen(d, record->observation, record->symptom))
		return VERDICT_CHANGED;
	if (d->forms && !d->varies) {
		char text[64];

		judge_forms_text(record, machine, backend, deviations, text, sizeof(text));
		if (text[0])
			return VERDICT_CHANGED;
	}
	return record->observation == OBSERVED_REFUSED ? VERDICT_UNSUPPORTED : VERDICT_XFAIL;
}
