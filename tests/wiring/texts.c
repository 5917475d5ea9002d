/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The contents of the files that are written. */
#include "mending.h"
#include "wiring.h"

#include <stdlib.h>

char *wiring_entry_text(const char *name, const char *interpreter, const char *flags)
{
	char *text = NULL;

	return asprintf(&text,
			"# Written by `conformance setup`, which takes it away as well.\n"
			":%s:M::" EVERY_AMD64 ":%s:%s\n",
			name, interpreter, flags) < 0
		       ? NULL
		       : text;
}

/* Each as "NAME=VALUE" in quotes, and what comes behind it. */
static void put_environment(const struct backend *backend, const char *end, FILE *to)
{
	const char *const *variables = backend_environment(backend);

	for (; *variables; variables++)
		fprintf(to, "\"%s\"%s", *variables, end);
}

char *wiring_containers_text(const struct backend *backend)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return NULL;
	fprintf(to,
		"# Written by `conformance setup`, which takes it away as well. Podman 5 or "
		"later.\n\n[containers]\nvolumes = [\"" WIRING_PLACE "/%s:" WIRING_PLACE
		"/%s:ro\", {append=true}]\n",
		backend->name, backend->name);
	if (backend_environment(backend)[0]) {
		fputs("env = [", to);
		put_environment(backend, ", ", to);
		fputs("{append=true}]\n", to);
	}
	fclose(to);
	return text;
}

char *wiring_runc_text(const struct backend *backend)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return NULL;
	fprintf(to,
		"#!/bin/sh\n"
		"# Written by `conformance setup`, which takes it away as well.\n"
		"# Docker finds runc by its name. Here each new container gets the "
		"translator's\n"
		"# directory, read only, and the real runc goes on.\n"
		"place=" WIRING_PLACE "/%s bundle=. create='' previous=''\n"
		"for word do\n"
		"\tcase $previous in -b | --bundle) bundle=$word ;; esac\n"
		"\tcase $word in create | run) create=yes ;; --bundle=*) "
		"bundle=${word#*=} ;; esac\n"
		"\tprevious=$word\n"
		"done\n"
		"if [ \"$create\" ] && [ -w \"$bundle/config.json\" ]; then\n"
		"\tmount=\"{\\\"destination\\\":\\\"$place\\\",\\\"type\\\":\\\"bind\\\","
		"\\\"source\\\":\\\"$place\\\",\\\"options\\\":[\\\"rbind\\\",\\\"ro\\\"]}\"\n"
		"\tsed -i \"s|\\\"mounts\\\":\\[|&$mount,|\" \"$bundle/config.json\"\n",
		backend->name);
	if (backend_environment(backend)[0]) {
		fputs("\tsed -i 's|\"env\":\\[|&", to);
		put_environment(backend, ",", to);
		fputs("|' \"$bundle/config.json\"\n", to);
	}
	fputs("fi\nexec /usr/bin/runc \"$@\"\n", to);
	fclose(to);
	return text;
}
