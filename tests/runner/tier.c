/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "tier.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say_unknown(const char *directory, const char *name, char *why, size_t size)
{
	struct dirent **entries = NULL;
	int count = scandir(directory, &entries, NULL, alphasort);

	snprintf(why, size, "no tier is named \"%s\"; there are:", name);
	for (int i = 0; i < count; i++) {
		size_t used = strlen(why);

		if (entries[i]->d_name[0] != '.')
			snprintf(why + used, size - used, " %s", entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
}

char *tier_read(const char *directory, const char *name, char *why, size_t size)
{
	char path[1024];
	char *line = NULL;
	char *list = NULL;
	size_t room = 0;
	size_t list_room = 0;

	snprintf(path, sizeof(path), "%s/%s", directory, name);

	FILE *file = strchr(name, '/') ? NULL : fopen(path, "re");
	FILE *out = file ? open_memstream(&list, &list_room) : NULL;

	if (!file)
		say_unknown(directory, name, why, size);
	else if (!out)
		snprintf(why, size, "out of memory");
	while (out && getline(&line, &room, file) >= 0)
		fprintf(out, "%.*s ", (int)strcspn(line, "#\n"), line);
	if (file)
		fclose(file);
	if (out)
		fclose(out);
	free(line);
	return list;
}
