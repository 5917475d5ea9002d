/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "lines.h"

#include "record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void note(struct lines *lines, bool ok)
{
	if (!ok && !lines->error)
		lines->error = errno;
}

struct lines lines_open(const char *directory, const char *name)
{
	struct lines lines = { .error = 0 };

	snprintf(lines.path, sizeof(lines.path), "%s/%s.jsonl", directory, name);
	lines.fd = open(lines.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	note(&lines, lines.fd >= 0);
	return lines;
}

void lines_add(struct lines *lines, json_t *line)
{
	if (!lines->error)
		note(lines, json_write_line(lines->fd, line) == 0);
	json_decref(line);
}

bool lines_close(struct lines *lines)
{
	if (lines->fd >= 0)
		note(lines, close(lines->fd) == 0);
	if (lines->error)
		fprintf(stderr, "bench: cannot write %s: %s\n", lines->path,
			strerror(lines->error));
	return !lines->error;
}
