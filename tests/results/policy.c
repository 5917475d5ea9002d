/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "policy.h"

#include "machine.h"
#include "patterns.h"
#include "selection.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MOST = 96, LABEL = 64 };

/* Every label that a run can have, and the names of the backends. */
static const char *const *known_backends(void)
{
	static char labels[NAMES_MOST][LABEL];
	static const char *names[NAMES_MOST + 1];
	size_t n = 0;

	if (names[0])
		return names;
	for (size_t b = 0; backends[b]; b++) {
		names[n++] = backends[b]->name;
		if (backends[b]->own) {
			snprintf(labels[n], LABEL, "%s@own", backends[b]->name);
			names[n] = labels[n];
			n++;
		}
		for (size_t s = 0; backends[b]->suites && backends[b]->suites[s]; s++) {
			snprintf(labels[n], LABEL, "%s@%s", backends[b]->name,
				 backends[b]->suites[s]);
			names[n] = labels[n];
			n++;
		}
	}
	return names;
}

static const char *const *known_machines(void)
{
	static const char *names[NAMES_MOST + 1];

	for (size_t i = 0; machines[i]; i++)
		names[i] = machines[i]->name;
	return names;
}

/* The next word; an empty one if the line is at its end. */
static void word(char **line, char *to, size_t size)
{
	const size_t n = strcspn(*line, " \t");

	snprintf(to, size, "%.*s", (int)n, *line);
	*line += n;
	*line += strspn(*line, " \t");
}

static bool read_line(struct policy_line *l, char *line, char *why, size_t size)
{
	line += strspn(line, " \t");
	word(&line, l->backend, sizeof(l->backend));
	word(&line, l->machine, sizeof(l->machine));
	word(&line, l->check, sizeof(l->check));
	snprintf(l->reason, sizeof(l->reason), "%s", line);
	if (!l->reason[0]) {
		snprintf(why, size, "it needs a backend, a machine, a check and a reason");
		return false;
	}
	return patterns_name_something(l->backend, "backend", known_backends(), why, size) &&
	       patterns_name_something(l->machine, "machine", known_machines(), why, size) &&
	       patterns_name_cases(l->check, why, size);
}

static bool read_all(FILE *file, struct policy *policy, char *why, size_t size)
{
	char *text = NULL;
	size_t room = 0;
	char what[700];
	int number = 0;
	bool ok = true;

	while (ok && getline(&text, &room, file) > 0) {
		struct policy_line l = { .line = ++number };
		struct policy_line *more;

		text[strcspn(text, "#\n")] = 0;
		for (size_t n = strlen(text); n && strchr(" \t\r", text[n - 1]);)
			text[--n] = 0;
		if (!text[strspn(text, " \t")])
			continue;
		ok = read_line(&l, text, what, sizeof(what));
		if (!ok) {
			snprintf(why, size, "%s:%d: %s", policy->path, number, what);
			break;
		}
		more = realloc(policy->list, (policy->count + 1) * sizeof(*more));
		ok = more;
		if (!ok) {
			snprintf(why, size, "out of memory");
			break;
		}
		policy->list = more;
		policy->list[policy->count++] = l;
	}
	free(text);
	return ok;
}

bool policy_read(const char *path, struct policy *policy, char *why, size_t size)
{
	FILE *file = fopen(path, "re");

	*policy = (struct policy){ .path = path };
	if (!file) {
		snprintf(why, size, "cannot read %s: %s", path, strerror(errno));
		return false;
	}
	const bool ok = read_all(file, policy, why, size);

	fclose(file);
	if (!ok)
		policy_free(policy);
	return ok;
}

void policy_free(struct policy *policy)
{
	free(policy->list);
	*policy = (struct policy){ 0 };
}

static bool takes_backend(const char *list, const char *label)
{
	const struct backend *backend = backend_of_label(label);

	return patterns_take(list, label) || (backend && patterns_take(list, backend->name));
}

const struct policy_line *policy_accepts(const struct policy *policy, const struct result *r)
{
	for (size_t i = 0; i < policy->count; i++) {
		struct policy_line *l = &policy->list[i];

		if (!takes_backend(l->backend, r->backend) ||
		    !patterns_take(l->machine, r->machine) ||
		    !patterns_take_check(l->check, r->area, r->name))
			continue;
		l->used++;
		return l;
	}
	return NULL;
}
