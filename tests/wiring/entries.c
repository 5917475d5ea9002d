/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "entries.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const places[] = { "/etc/binfmt.d", "/run/binfmt.d",
				      "/usr/local/lib/binfmt.d", "/usr/lib/binfmt.d" };

/* \xNN stands for a byte; how many there are. */
static size_t bytes_of(const char *text, unsigned char *bytes)
{
	size_t n = 0;

	while (*text && n < MAGIC_MOST) {
		unsigned value;

		if (sscanf(text, "\\x%2x", &value) == 1) {
			bytes[n++] = (unsigned char)value;
			text += 4;
		} else {
			bytes[n++] = (unsigned char)*text++;
		}
	}
	return n;
}

bool entry_parse(const char *line, struct handler *handler)
{
	enum { FIELDS = 7 };
	char copy[1024];
	char *field[FIELDS];
	char *rest = copy + 1;
	size_t masked;

	snprintf(copy, sizeof(copy), "%s", line);
	copy[strcspn(copy, "\n")] = 0;
	if (copy[0] != ':')
		return false;
	for (size_t i = 0; i < FIELDS; i++)
		if (!(field[i] = strsep(&rest, ":")))
			return false;
	if (strcmp(field[1], "M") != 0)
		return false;
	memset(handler, 0, sizeof(*handler));
	snprintf(handler->name, sizeof(handler->name), "%s", field[0]);
	handler->enabled = true;
	handler->offset = strtoul(field[2], NULL, 10);
	handler->size = bytes_of(field[3], handler->magic);
	masked = bytes_of(field[4], handler->mask);
	for (size_t i = masked; i < handler->size; i++)
		handler->mask[i] = 0xff;
	snprintf(handler->interpreter, sizeof(handler->interpreter), "%s", field[5]);
	snprintf(handler->flags, sizeof(handler->flags), "%s", field[6]);
	return handler->size;
}

static void look(const char *root, struct entry_file *file)
{
	static struct handler handler;
	char line[1024];
	char path[1200];

	snprintf(path, sizeof(path), "%s%s", root, file->path);

	FILE *stream = fopen(path, "re");

	while (stream && fgets(line, sizeof(line), stream)) {
		if (!entry_parse(line, &handler))
			continue;
		if (handler_takes_amd64(&handler))
			file->amd64 = true;
		else
			file->others = true;
	}
	if (stream)
		fclose(stream);
}

static bool hidden(const struct entry_file *files, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(strrchr(files[i].path, '/') + 1, name) == 0)
			return true;
	return false;
}

size_t entry_files(const char *root, struct entry_file files[ENTRY_FILES])
{
	size_t count = 0;

	for (size_t p = 0; p < sizeof(places) / sizeof(places[0]); p++) {
		char path[1200];
		const struct dirent *entry;

		snprintf(path, sizeof(path), "%s%s", root, places[p]);

		DIR *directory = opendir(path);

		while (directory && count < ENTRY_FILES && (entry = readdir(directory))) {
			const char *end = strrchr(entry->d_name, '.');

			if (!end || strcmp(end, ".conf") != 0 ||
			    hidden(files, count, entry->d_name))
				continue;

			struct entry_file *file = &files[count++];

			memset(file, 0, sizeof(*file));
			snprintf(file->path, sizeof(file->path), "%s/%s", places[p],
				 entry->d_name);
			file->ours = p == 0;
			look(root, file);
		}
		if (directory)
			closedir(directory);
	}
	return count;
}

bool entry_named(const char *root, const char *name)
{
	static struct entry_file files[ENTRY_FILES];
	static struct handler handler;
	size_t count = entry_files(root, files);
	bool found = false;

	for (size_t i = 0; i < count && !found; i++) {
		char path[1200];
		char line[1024];

		snprintf(path, sizeof(path), "%s%s", root, files[i].path);

		FILE *stream = fopen(path, "re");

		while (stream && !found && fgets(line, sizeof(line), stream))
			found = entry_parse(line, &handler) && strcmp(handler.name, name) == 0;
		if (stream)
			fclose(stream);
	}
	return found;
}
