/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "check_name.h"

#include <stdio.h>
#include <string.h>

bool check_from_name(const char *name, struct check *check)
{
	char copy[128];
	char *rest = copy;

	snprintf(copy, sizeof(copy), "%s", name);

	const char *test = strsep(&rest, "/");
	const char *flavour = strsep(&rest, "/");
	const char *engine = strsep(&rest, "/");

	if (!flavour || !engine)
		return false;
	check->test = registry_find(test);
	check->engine = engine_by_name(engine);
	for (check->flavour = 0; check->flavour < FLAVOUR_COUNT; check->flavour++)
		if (strcmp(flavour, flavour_names[check->flavour]) == 0)
			break;
	return check->test && check->engine && check->flavour < FLAVOUR_COUNT;
}

void check_to_name(const struct check *check, char *name, size_t size)
{
	snprintf(name, size, "%s/%s/%s", check->test->name, flavour_names[check->flavour],
		 check->engine->name);
}
