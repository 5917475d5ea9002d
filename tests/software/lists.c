/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "lists.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool list_add(struct list *list, const struct listed *entry)
{
	struct listed *more = realloc(list->entries, (list->count + 1) * sizeof(*more));

	if (!more)
		return false;
	list->entries = more;
	list->entries[list->count++] = *entry;
	return true;
}

struct listed *list_find(const struct list *list, const char *group, const char *test)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->entries[i].test, test) == 0 &&
		    strcmp(list->entries[i].group, group) == 0)
			return &list->entries[i];
	return NULL;
}

/* A line of the list, or a remark that says of what follows why. */
static bool take_line(struct list *list, char *line, char *reason, size_t size)
{
	struct listed entry = { .met = false };
	char varies[16] = "";

	line[strcspn(line, "\n")] = 0;
	if (!line[0] || strncmp(line, "# SPDX", 6) == 0 || strcmp(line, "#") == 0)
		return true;
	if (sscanf(line, "# Package: %*s %127s", list->version) == 1)
		return true;
	if (line[0] == '#') {
		snprintf(reason, size, "%s", line + 1 + strspn(line + 1, " "));
		return true;
	}
	if (!*reason || sscanf(line, "%63s %255s %15s %15s", entry.group, entry.test,
			       entry.outcome, varies) < 3)
		return false;
	entry.varies = strcmp(varies, "varies") == 0;
	snprintf(entry.reason, sizeof(entry.reason), "%s", reason);
	return (!*varies || entry.varies) && list_add(list, &entry);
}

bool list_read(const char *path, struct list *list, char *why, size_t size)
{
	FILE *file = fopen(path, "re");
	char reason[256] = "";
	char *line = NULL;
	size_t room = 0;
	int number = 0;
	bool ok = true;

	*list = (struct list){ .count = 0 };
	if (!file && errno == ENOENT)
		return true;
	while (file && ok && getline(&line, &room, file) > 0) {
		number++;
		ok = take_line(list, line, reason, sizeof(reason));
	}
	if (!file || !ok)
		snprintf(why, size, "%s:%d: %s", path, number,
			 file ? "not of the form \"GROUP TEST OUTCOME [varies]\" beneath a "
				"\"# reason\""
			      : strerror(errno));
	if (file)
		fclose(file);
	free(line);
	return file && ok;
}

static int by_reason(const void *a, const void *b)
{
	const struct listed *x = a;
	const struct listed *y = b;
	int order = strcmp(x->reason, y->reason);

	if (!order)
		order = strcmp(x->group, y->group);
	return order ? order : strcmp(x->test, y->test);
}

bool list_write(const char *path, const char *package, struct list *list, char *why,
		size_t size)
{
	FILE *file = fopen(path, "we");
	const char *reason = "";

	if (!file) {
		snprintf(why, size, "cannot write %s: %s", path, strerror(errno));
		return false;
	}
	qsort(list->entries, list->count, sizeof(*list->entries), by_reason);
	fprintf(file,
		"# SPDX-License-"
		"Identifier: Apache-2.0\n# SPDX-FileCopyright"
		"Text: 2026 The x86-on-arm conformance authors\n# Package: %s\n",
		package);
	for (size_t i = 0; i < list->count; i++) {
		const struct listed *e = &list->entries[i];

		if (strcmp(reason, e->reason) != 0)
			fprintf(file, "\n# %s\n", e->reason);
		reason = e->reason;
		fprintf(file, "%s %s %s%s\n", e->group, e->test, e->outcome,
			e->varies ? " varies" : "");
	}
	if (fclose(file) == 0)
		return true;
	snprintf(why, size, "cannot write %s: %s", path, strerror(errno));
	return false;
}
