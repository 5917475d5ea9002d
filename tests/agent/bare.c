/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "clock.h"
#include "workers.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

long long workers_run_bare(struct workers *workers)
{
	size_t count = json_array_size(workers->assignment->checks);
	int *go = calloc(count + 1, sizeof(*go));
	int first = workers->count + 1;
	size_t released = 0;
	size_t ended = 0;
	char directory[300];

	if (!go)
		exit(upstream_trouble(workers->up, "out of memory"));
	for (size_t i = 0; i < count; i++) {
		struct check check;
		int ends[2];

		if (!check_from_name(
			    json_string_value(json_array_get(workers->assignment->checks, i)),
			    &check) ||
		    pipe2(ends, O_CLOEXEC))
			exit(upstream_trouble(workers->up,
					      "cannot prepare the bare containers"));
		workers_directory(workers, ++workers->count, directory, sizeof(directory));
		if (fork() == 0)
			container_bare(workers->assignment, &check, directory, ends[0]);
		close(ends[0]);
		go[i] = ends[1];
	}
	/* They lay out while nothing is timed. */
	sleep(2);

	long long begun = now_ms();

	while (ended < count) {
		for (; released < count && released - ended < (size_t)workers->assignment->jobs;
		     released++)
			if (write(go[released], "", 1) != 1)
				exit(upstream_trouble(workers->up, "a bare container is gone"));
		if (waitpid(-1, NULL, 0) > 0)
			ended++;
	}

	long long ms = now_ms() - begun;

	for (size_t i = 0; i < count; i++)
		close(go[i]);
	for (int i = first; i <= workers->count; i++) {
		workers_directory(workers, i, directory, sizeof(directory));
		workers_remove(directory);
	}
	free(go);
	return ms;
}
