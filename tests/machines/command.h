/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A long command line, as qemu-system's, put together word by word. */
#ifndef COMMAND_H
#define COMMAND_H

#include <stddef.h>

enum { COMMAND_WORDS = 128 };

struct command {
	const char *argv[COMMAND_WORDS]; /* ends with NULL once a word is added */
	size_t count;
	char room[16384]; /* of the words that were formatted */
	size_t used;
};

/* The word itself is kept, not its text. What is more than there is room for is left out. */
void command_add(struct command *command, const char *word);

/* One word, however many blanks are in it. */
void command_add_format(struct command *command, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
