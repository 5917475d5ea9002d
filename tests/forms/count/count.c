/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: count INSTRUCTIONS ANSWERS
 *
 * How many instruction forms there are, how many of them a CPU has answered, and how
 * many are left out with a reason: one JSON object, for build/coverage/coverage.json.
 */
#include "forms_format.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char *read_whole(const char *path)
{
	FILE *file = fopen(path, "re");
	unsigned char *bytes = NULL;
	long size = -1;

	if (file && fseek(file, 0, SEEK_END) == 0)
		size = ftell(file);
	if (size >= 0)
		bytes = malloc((size_t)size + 1);
	if (!bytes || fseek(file, 0, SEEK_SET) ||
	    fread(bytes, 1, (size_t)size, file) != (size_t)size) {
		fprintf(stderr, "count: cannot read %s; type: make set-up\n", path);
		exit(2);
	}
	fclose(file);
	return bytes;
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: count INSTRUCTIONS ANSWERS\n", stderr);
		return 2;
	}

	const unsigned char *file = read_whole(argv[1]);
	const struct forms_header *header = (const void *)file;
	const struct forms_line *lines = (const void *)(file + header->lines_at);
	const char *names = (const char *)file + header->names_at;
	const struct forms_answers *answers = (const void *)read_whole(argv[2]);
	unsigned covered = 0;

	if (strcmp(header->magic, FORMS_MAGIC) != 0 ||
	    strcmp(answers->magic, FORMS_ANSWERS_MAGIC) != 0 ||
	    answers->lines != header->lines) {
		fputs("count: these are no forms and their answers; type: make set-up\n",
		      stderr);
		return 2;
	}
	for (uint32_t i = 0; i < header->lines; i++) {
		const char *aspect = strchr(names + lines[i].name, '/');

		covered += aspect && strcmp(aspect, "/plain") == 0 && answers->at[i];
	}
	printf("{\"covered\":%u,\"of\":%u,\"reasons\":%u,\"listed\":%u,\"lines\":%u}\n",
	       covered, header->forms - header->left_out, header->left_out, header->forms,
	       header->lines);
	return 0;
}
