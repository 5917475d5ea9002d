/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "command.h"

#include <stdarg.h>
#include <stdio.h>

void command_add(struct command *c, const char *word)
{
	if (c->count + 1 < COMMAND_WORDS)
		c->argv[c->count++] = word;
	c->argv[c->count] = NULL;
}

void command_add_format(struct command *c, const char *format, ...)
{
	va_list args;
	char *text = c->room + c->used;

	if (c->used >= sizeof(c->room))
		return;
	va_start(args, format);
	int n = vsnprintf(text, sizeof(c->room) - c->used, format, args);
	va_end(args);
	c->used += (size_t)n + 1;
	if (c->used <= sizeof(c->room))
		command_add(c, text);
}
