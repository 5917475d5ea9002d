/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "lines.h"

#include "record.h"

void lines_open(struct lines *lines, const char *directory, const char *name)
{
	snprintf(lines->path, sizeof(lines->path), "%s/%s.jsonl", directory, name);
	whole_file_begin(&lines->whole);
}

void lines_add(struct lines *lines, json_t *line)
{
	json_put_line(lines->whole.file, line);
}

bool lines_close(struct lines *lines)
{
	char why[1200];

	if (whole_file_end(&lines->whole, lines->path, why, sizeof(why)))
		return true;
	fprintf(stderr, "bench: %s\n", why);
	return false;
}
