/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
#include "failures.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 10 };

static void put_escaped(const char *text, bool is_property)
{
	for (; text && *text; text++)
		if (strchr(is_property ? "%\r\n:," : "%\r\n", *text))
			printf("%%%02X", (unsigned char)*text);
		else
			putchar(*text);
}

static const char *said(const struct result *r, const char *key)
{
	return json_string_value(json_object_get(r->line, key));
}

/* The claim's file and line, or the case's file. */
static void put_place(const struct result *r)
{
	const char *where = said(r, "where");
	const char *source = said(r, "source");
	int line = 0;
	const char *colon = where ? strrchr(where, ':') : NULL;

	if (colon && sscanf(colon, ":%d", &line) == 1 && line > 0)
		printf("file=%.*s,line=%d,", (int)(colon - where), where, line);
	else if (source)
		printf("file=%s,", source);
}

void failures_annotate(const struct failures *f)
{
	size_t told = 0;

	for (size_t i = 0; i < f->count; i++) {
		const struct result *r = f->list[i].result;

		if (f->list[i].by || told++ >= SHOWN)
			continue;
		printf("::error ");
		put_place(r);
		printf("title=");
		put_escaped(r->backend, true);
		printf(" on %s%%3A ", r->machine);
		put_escaped(r->name, true);
		printf("::%s", observation_names[r->observation]);
		if (f->list[i].before)
			printf(" (was %s)", observation_names[f->list[i].before->observation]);
		printf("%s", *r->symptom ? ": " : "");
		put_escaped(r->symptom, false);
		printf("%s", said(r, "got") && *said(r, "got") ? "%0Agot " : "");
		put_escaped(said(r, "got"), false);
		printf("%s", said(r, "again") ? "%0Aagain: " : "");
		put_escaped(said(r, "again"), false);
		putchar('\n');
	}
	if (told > SHOWN)
		printf("::notice title=More failures::%zu more are in %s\n", told - SHOWN,
		       f->path);
}
