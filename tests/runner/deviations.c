/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "deviations.h"

#include "patterns.h"
#include "registry.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
	const char *path;
	int line;
	struct deviations *deviations;
	struct deviation current;
	bool open, has_case, has_fails;
	bool forms_last;
	char *last; /* the field that a line with a blank in front goes on with */
	size_t last_size;
	char *why;
	size_t size;
};

static bool complain(struct reader *r, int line, const char *what)
{
	snprintf(r->why, r->size, "%s:%d: %s", r->path, line, what);
	return false;
}

static bool close_paragraph(struct reader *r)
{
	struct deviation *list;

	if (!r->open)
		return true;
	r->open = false;
	if (!r->has_case || !r->has_fails)
		return complain(r, r->current.line,
				"a deviation needs the fields Case and Fails");
	if (!r->current.forms != !!strcmp(r->current.symptom, "forms"))
		return complain(r, r->current.line,
				"Forms and the symptom \"forms\" belong together");
	if (r->current.varies && !r->current.reason[0])
		return complain(r, r->current.line, "a deviation that varies needs a Reason");
	if (!r->current.link[0] && !r->current.reason[0])
		return complain(r, r->current.line,
				"a deviation needs a Link to an upstream thread or a Reason");
	list = realloc(r->deviations->list, (r->deviations->count + 1) * sizeof(*list));
	if (!list)
		return complain(r, r->current.line, "out of memory");
	list[r->deviations->count++] = r->current;
	r->current.forms = NULL;
	r->deviations->list = list;
	return true;
}

static bool set_fails(struct reader *r, const char *value)
{
	char name[32];
	size_t n = strcspn(value, " ");

	snprintf(name, sizeof(name), "%.*s", (int)n, value);
	r->current.observation = observation_from(name);
	if (r->current.observation == OBSERVED_COUNT ||
	    r->current.observation == OBSERVED_PASS ||
	    r->current.observation == OBSERVED_SKIPPED ||
	    r->current.observation == OBSERVED_BROKEN)
		return complain(
			r, r->line,
			"Fails starts with wrong, refused, crash or hang, then the symptom");
	while (value[n] == ' ')
		n++;
	if (!value[n])
		return complain(r, r->line, "Fails says no symptom");
	snprintf(r->current.symptom, sizeof(r->current.symptom), "%s", value + n);
	r->last = r->current.symptom;
	r->last_size = sizeof(r->current.symptom);
	r->has_fails = true;
	return true;
}

static bool add_forms(struct reader *r, const char *value)
{
	struct deviation *d = &r->current;
	const size_t used = d->forms ? strlen(d->forms) : 0;
	char *forms = realloc(d->forms, used + strlen(value) + 2);

	if (!forms)
		return complain(r, r->line, "out of memory");
	sprintf(forms + used, "%s%s", used ? " " : "", value);
	d->forms = forms;
	return true;
}

static bool set_flag(struct reader *r, const char *name, const char *value, bool *flag)
{
	char what[64];

	*flag = strcmp(value, "yes") == 0;
	snprintf(what, sizeof(what), "%s takes only: yes", name);
	return *flag || complain(r, r->line, what);
}

static bool set_field(struct reader *r, const char *name, const char *value)
{
	struct deviation *d = &r->current;
	const struct {
		const char *name;
		char *to;
		size_t size;
	} fields[] = {
		{ "Case", d->patterns, sizeof(d->patterns) },
		{ "Flavour", d->flavour, sizeof(d->flavour) },
		{ "Machine", d->machine, sizeof(d->machine) },
		{ "Version", d->versions, sizeof(d->versions) },
		{ "Build", d->build, sizeof(d->build) },
		{ "Engine", d->engine, sizeof(d->engine) },
		{ "Link", d->link, sizeof(d->link) },
		{ "Reason", d->reason, sizeof(d->reason) },
	};

	if (!r->open) {
		*d = (struct deviation){ .line = r->line,
					 .flavour = "*",
					 .machine = "*",
					 .versions = "*",
					 .build = "*",
					 .engine = "*" };
		snprintf(d->file, sizeof(d->file), "%s", r->path);
		r->open = true;
		r->has_case = r->has_fails = false;
	}
	r->last = NULL;
	r->forms_last = strcmp(name, "Forms") == 0;
	if (r->forms_last)
		return add_forms(r, value);
	if (strcmp(name, "Fails") == 0)
		return set_fails(r, value);
	if (strcmp(name, "Sometimes") == 0)
		return set_flag(r, name, value, &d->sometimes);
	if (strcmp(name, "Varies") == 0)
		return set_flag(r, name, value, &d->varies);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strcmp(name, fields[i].name) == 0) {
			snprintf(fields[i].to, fields[i].size, "%s", value);
			r->has_case |= i == 0;
			if (fields[i].to == d->patterns || fields[i].to == d->reason) {
				r->last = fields[i].to;
				r->last_size = fields[i].size;
			}
			return true;
		}
	return complain(r, r->line,
			"unknown field (Case, Flavour, Machine, Version, Build, Engine, "
			"Fails, Forms, Sometimes, Varies, Link or Reason)");
}

static bool read_line(struct reader *r, char *line)
{
	size_t n = strlen(line);

	while (n && (line[n - 1] == '\n' || line[n - 1] == ' ' || line[n - 1] == '\r'))
		line[--n] = 0;
	if (line[0] == '#')
		return true;
	if (!line[0])
		return close_paragraph(r);
	if (line[0] == ' ' || line[0] == '\t') {
		if (r->open && r->forms_last)
			return add_forms(r, line + strspn(line, " \t"));
		if (!r->open || !r->last)
			return complain(r, r->line,
					"only a Case, Fails, Forms and a Reason go on over "
					"several lines");

		size_t used = strlen(r->last);

		if (used + strlen(line) >= r->last_size)
			return complain(r, r->line, "too long");
		snprintf(r->last + used, r->last_size - used, " %s",
			 line + strspn(line, " \t"));
		return true;
	}
	char *colon = strchr(line, ':');

	if (!colon)
		return complain(r, r->line, "not of the form \"Field: value\"");
	*colon = 0;
	return set_field(r, line, colon + 1 + strspn(colon + 1, " "));
}

bool deviations_read(const char *path, struct deviations *deviations, char *why, size_t size)
{
	struct reader r = { .path = path, .deviations = deviations, .why = why, .size = size };
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	bool ok = true;

	*deviations = (struct deviations){ 0 };
	if (!file && errno == ENOENT)
		return true;
	if (!file)
		return complain(&r, 0, strerror(errno));
	while (ok && getline(&line, &room, file) > 0) {
		r.line++;
		ok = read_line(&r, line);
	}
	ok = ok && close_paragraph(&r);
	free(line);
	fclose(file);
	free(r.current.forms);
	if (!ok)
		deviations_free(deviations);
	return ok;
}

void deviations_free(struct deviations *deviations)
{
	for (size_t i = 0; i < deviations->count; i++)
		free(deviations->list[i].forms);
	free(deviations->list);
	*deviations = (struct deviations){ 0 };
}

static bool any_case_fits(const char *pattern)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);

	for (size_t i = 0; i < count; i++)
		if (fnmatch(pattern, cases[i]->name, 0) == 0)
			return true;
	return false;
}

bool deviation_is_stale(const struct deviation *d)
{
	const char *rest = d->patterns;
	char pattern[PATTERN_SIZE];

	while (patterns_next(&rest, pattern))
		if (!any_case_fits(pattern))
			return true;
	return false;
}
