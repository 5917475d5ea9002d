/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "instances.h"

#include "io.h"
#include "patterns.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char own[] = "own"; /* in the place of a suite */

bool instance_is_own(const struct instance *i)
{
	const char *suite = strchr(i->label, '@');

	return i->backend->own && (!suite || strcmp(suite + 1, own) == 0);
}

static void add(struct plan *plan, const struct backend *backend, const char *suite,
		const struct build_files *files)
{
	struct instance *i = &plan->instances[plan->instance_count];
	char path[1200];

	if (plan->instance_count == INSTANCES_MOST)
		return;
	plan->instance_count++;
	i->backend = backend;
	snprintf(i->label, sizeof(i->label), "%s%s%s", backend->name, suite ? "@" : "",
		 suite ? suite : "");
	if (!suite || instance_is_own(i))
		return;
	snprintf(i->disk, sizeof(i->disk), "%s/%s-%s/root.erofs", files->images, backend->name,
		 suite);
	snprintf(i->found.root, sizeof(i->found.root), "%.400s/%s-%s/root", files->images,
		 backend->name, suite);
	snprintf(path, sizeof(path), "%s/%s-%s/VERSION", files->images, backend->name, suite);
	io_first_line(path, i->found.version, sizeof(i->found.version));
}

void instances_make(struct plan *plan, const struct build_files *files)
{
	for (size_t b = 0; backends[b]; b++) {
		if (!backends[b]->suites)
			add(plan, backends[b], NULL, files);
		for (size_t s = 0; backends[b]->suites && backends[b]->suites[s]; s++)
			add(plan, backends[b], backends[b]->suites[s], files);
		/* The newest, as a rule. */
		if (backends[b]->suites && backends[b]->own)
			add(plan, backends[b], own, files);
	}
}

/* Who names a directory wants what is in it. */
static bool is_usual(const struct instance *i)
{
	const char *suite = strchr(i->label, '@');
	const char *directory =
		suite && instance_is_own(i) ? getenv(i->backend->own->variable) : NULL;

	if (suite && instance_is_own(i))
		return directory && *directory;
	return !suite || patterns_take(i->backend->usual, suite + 1);
}

/* "qemu*" means the usual versions as "qemu" does: only @ speaks of versions. */
bool instance_is_wanted(const char *patterns, const struct instance *i)
{
	const bool usual = is_usual(i);
	char p[PATTERN_SIZE];

	if (!patterns)
		return usual;
	while (patterns_next(&patterns, p))
		if (strchr(p, '@') ? fnmatch(p, i->label, 0) == 0
				   : usual && (fnmatch(p, i->label, 0) == 0 ||
					       fnmatch(p, i->backend->name, 0) == 0))
			return true;
	return false;
}
