/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "logs.h"

#include "container.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of a file, and of files: a record is one line of the stream to the runner. */
enum { LOG_MOST = 24 << 10, LOGS_MOST = 8, ANSWER_MOST = 2000 };

static char dialogue[LOG_MOST];
static size_t used;

void logs_dialogue(const char *command, const char *answer, int status)
{
	char line[ANSWER_MOST + 1024];
	size_t size = (size_t)snprintf(line, sizeof(line), "$ %.900s\n%.*s[%d]\n", command,
				       ANSWER_MOST, answer, status);

	if (size > sizeof(line) - 1)
		size = sizeof(line) - 1;
	/* What came last says most. */
	if (used + size > sizeof(dialogue)) {
		memmove(dialogue, dialogue + size, used - size);
		used -= size;
	}
	memcpy(dialogue + used, line, size);
	used += size;
}

static void keep(json_t *logs, const char *name, const char *text, size_t size)
{
	char *clean = malloc(size + 1);

	if (!clean)
		return;
	text_clean(clean, size + 1, text, size);
	json_object_set_new(logs, name, json_string(clean));
	free(clean);
}

static void keep_file(json_t *logs, int directory, const char *name)
{
	char text[LOG_MOST];
	int fd = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat s;

	if (fd < 0)
		return;
	if (fstat(fd, &s) == 0 && S_ISREG(s.st_mode)) {
		ssize_t n = pread(fd, text, sizeof(text),
				  s.st_size > LOG_MOST ? s.st_size - LOG_MOST : 0);

		if (n > 0)
			keep(logs, name, text, (size_t)n);
	}
	close(fd);
}

void logs_keep(struct container *c)
{
	char path[512];
	json_t *logs = json_object();

	if (!c->record->extra)
		c->record->extra = json_object();
	keep(logs, "dialogue", dialogue, used);
	snprintf(path, sizeof(path), "%s/upper/logs", c->launch.directory);

	DIR *files = opendir(path);
	struct dirent *entry;

	while (files && json_object_size(logs) < LOGS_MOST && (entry = readdir(files)))
		keep_file(logs, dirfd(files), entry->d_name);
	if (files)
		closedir(files);
	json_object_set_new(c->record->extra, "logs", logs);
}
