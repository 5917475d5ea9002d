/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* From forms to lines: pieces of code, each with what it needs around it. */
#ifndef LINES_OF_FORMS_H
#define LINES_OF_FORMS_H

#include "rules.h"

/* The parts of the file, which grow; forms_format.h says what they are. */
struct file_parts {
	struct forms_line *lines;
	size_t line_count, line_room;
	char *names;
	size_t names_size, names_room;
	uint8_t *code;
	size_t code_size, code_room;
};

/* All aspects of all forms that are not left out. `exit_at` is the address of the word
 * that holds where a line's code goes on. Ends the program if there is no memory. */
void lines_make(struct forms *forms, uint32_t exit_at, struct file_parts *parts);

#endif
