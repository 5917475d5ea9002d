/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: forms DIRECTORY FILE LIST
 *
 * Writes FILE, which the guests of the cases of instruction forms map
 * (fixtures/guest/forms_format.h), by the rules in DIRECTORY; and LIST, one form a line:
 *   NAME lines | NAME left out: REASON | NAME open
 */
#include "lines.h"

#include <stdio.h>
#include <string.h>

/* The guest's state begins with the address of where a line's code goes on. */
enum { EXIT_AT = FORMS_STATE };

static bool put(FILE *file, const void *data, size_t size)
{
	return fwrite(data, 1, size, file) == size;
}

static bool pad(FILE *file, size_t to)
{
	while ((size_t)ftell(file) < to)
		if (fputc(0, file) == EOF)
			return false;
	return true;
}

static bool write_file(const char *path, const struct forms *forms, const struct file_parts *p)
{
	struct forms_header header = { .magic = FORMS_MAGIC,
				       .forms = (uint32_t)forms->count,
				       .lines = (uint32_t)p->line_count,
				       .lines_at = sizeof(header),
				       .names_size = (uint32_t)p->names_size,
				       .code_size = (uint32_t)p->code_size };
	FILE *file = fopen(path, "we");

	for (size_t i = 0; i < forms->count; i++)
		header.left_out += forms->list[i].left_out != NULL;
	header.names_at = header.lines_at + header.lines * (uint32_t)sizeof(*p->lines);
	header.code_at = (header.names_at + header.names_size + FORMS_ROOM - 1) / FORMS_ROOM *
			 FORMS_ROOM;

	const bool ok = file && put(file, &header, sizeof(header)) &&
			put(file, p->lines, p->line_count * sizeof(*p->lines)) &&
			put(file, p->names, p->names_size) && pad(file, header.code_at) &&
			put(file, p->code, p->code_size) &&
			pad(file, header.code_at + (header.code_size + FORMS_ROOM - 1) /
							   FORMS_ROOM * FORMS_ROOM);

	return (!file || fclose(file) == 0) && ok;
}

static bool write_list(const char *path, const struct forms *forms)
{
	FILE *file = fopen(path, "we");

	for (size_t i = 0; file && i < forms->count; i++) {
		const struct form *f = &forms->list[i];

		if (f->left_out)
			fprintf(file, "%s left out: %s\n", f->name, f->left_out);
		else
			fprintf(file, "%s %s\n", f->name, f->has_lines ? "lines" : "open");
	}
	return file && fclose(file) == 0;
}

int main(int argc, char **argv)
{
	struct file_parts parts = { 0 };
	struct forms forms;

	if (argc != 4) {
		fputs("usage: forms DIRECTORY FILE LIST\n", stderr);
		return 2;
	}
	forms = walk();
	if (!rules_apply(&forms, argv[1]))
		return 2;
	lines_make(&forms, EXIT_AT, &parts);
	if (!write_file(argv[2], &forms, &parts) || !write_list(argv[3], &forms)) {
		perror("forms: cannot write");
		return 2;
	}
	return 0;
}
