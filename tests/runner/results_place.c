/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "results_place.h"

#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool has_check(const struct plan *plan, const char *machine, const char *backend,
		      const char *check)
{
	for (size_t i = 0; i < plan->session_count; i++) {
		const struct session *s = &plan->sessions[i];

		if (strcmp(s->machine->name, machine) != 0 ||
		    strcmp(s->instance->label, backend) != 0)
			continue;
		for (size_t k = 0; k < s->count; k++)
			if (strcmp(s->checks[k].name, check) == 0)
				return true;
	}
	return false;
}

/* Has the plan every check of that journal? */
static bool covers(const struct plan *plan, const char *journal)
{
	FILE *file = fopen(journal, "re");
	char *text = NULL;
	size_t room = 0;
	bool all = true;

	while (file && all && getline(&text, &room, file) > 0) {
		json_t *line = json_loads(text, 0, NULL);
		const char *machine = json_string_value(json_object_get(line, "machine"));
		const char *backend = json_string_value(json_object_get(line, "backend"));
		const char *check = json_string_value(json_object_get(line, "check"));

		if (machine && backend && check)
			all = has_check(plan, machine, backend, check);
		json_decref(line);
	}
	free(text);
	if (file)
		fclose(file);
	return all;
}

/* Was a part like this one begun? Else it's the whole that goes on. */
static bool part_goes_on(const char *build, const struct plan *plan)
{
	char journal[1024];

	snprintf(journal, sizeof(journal), "%s/results/part/journal.jsonl", build);
	return access(journal, F_OK) == 0 && covers(plan, journal);
}

void results_place(const char *build, const struct plan *plan, bool resume, char *directory,
		   size_t size)
{
	char journal[1024];

	snprintf(directory, size, "%s/results", build);
	snprintf(journal, sizeof(journal), "%s/journal.jsonl", directory);
	if (resume ? part_goes_on(build, plan) : !covers(plan, journal))
		snprintf(directory, size, "%s/results/part", build);
}

/* A file of some bytes: a full disk may take one that is empty. */
static bool takes_files(const char *directory)
{
	static const char bytes[4096];
	char path[1024];

	snprintf(path, sizeof(path), "%s/.writable", directory);

	const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0)
		return false;

	const bool ok = io_write(fd, bytes, sizeof(bytes)) && fsync(fd) == 0;
	const int error = errno;

	close(fd);
	unlink(path);
	errno = error;
	return ok;
}

bool results_ready(const char *directory, char *why, size_t size)
{
	if (io_make_directories(directory) && takes_files(directory))
		return true;
	snprintf(why, size, "results can't be written in %s: %s; nothing was run", directory,
		 strerror(errno));
	return false;
}
