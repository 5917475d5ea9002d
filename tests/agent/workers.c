/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "workers.h"

#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROOM_LEAST = 1 << 20 };

static int worker_pipe;

/* A record as its length and its JSON: so long as it will. */
static void worker_finish(struct record *record)
{
	json_t *json = record_to_json(record);
	char *text = json_dumps(json, JSON_COMPACT);
	uint32_t length = text ? (uint32_t)strlen(text) : 0;

	json_decref(json);
	if (!length || !io_write(worker_pipe, &length, sizeof(length)) ||
	    !io_write(worker_pipe, text, length))
		_exit(1);
	free(text);
}

static bool take_record(int pipe, struct record *record)
{
	uint32_t length = 0;
	char *text = io_read(pipe, &length, sizeof(length)) ? malloc(length) : NULL;
	json_t *json = text && io_read(pipe, text, length)
			       ? json_loadb(text, length, JSON_ALLOW_NUL, NULL)
			       : NULL;
	bool whole = record_from_json(json, record);

	json_decref(json);
	free(text);
	return whole;
}

static int remove_entry(const char *path, const struct stat *s, int type, struct FTW *ftw)
{
	(void)s;
	(void)type;
	(void)ftw;
	return remove(path);
}

void workers_remove(const char *directory)
{
	nftw(directory, remove_entry, 32, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

void workers_directory(const struct workers *workers, int number, char *path, size_t size)
{
	snprintf(path, size, "%s/check-%d", workers->assignment->scratch, number);
}

void workers_start(struct workers *workers, const struct batch *batch)
{
	struct worker *w = &workers->list[workers->busy];
	int ends[2];

	*w = (struct worker){ .batch = *batch };
	workers_directory(workers, ++workers->count, w->directory, sizeof(w->directory));
	if (pipe2(ends, O_CLOEXEC))
		exit(upstream_trouble(workers->up, "pipe: %s", strerror(errno)));
	w->pid = fork();
	if (w->pid == 0) {
		struct record record = { .observation = OBSERVED_PASS };

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		close(workers->up->stream);
		worker_pipe = ends[1];
		container_finish = worker_finish;
		if (batch->count > 1) {
			share_checks(workers->assignment, batch, w->directory);
			_exit(0);
		}
		snprintf(record.check, sizeof(record.check), "%s", batch->names[0]);
		container_check(workers->assignment, &batch->checks[0], w->directory, &record);
		worker_finish(&record);
		_exit(0);
	}
	close(ends[1]);
	if (w->pid < 0)
		exit(upstream_trouble(workers->up, "fork: %s", strerror(errno)));
	w->pipe = ends[0];
	workers->busy++;
}

static void forget(struct workers *workers, size_t i)
{
	const struct worker *w = &workers->list[i];

	waitpid(w->pid, NULL, 0);
	close(w->pipe);
	workers_remove(w->directory);
	workers->list[i] = workers->list[--workers->busy];
}

/* Is there room for containers, and for what their guests report? */
static bool have_room(const struct workers *workers)
{
	struct statvfs s;

	return statvfs(workers->assignment->scratch, &s) ||
	       (unsigned long long)s.f_bavail * s.f_frsize >= ROOM_LEAST;
}

bool workers_collect(struct workers *workers, size_t i, struct record *record)
{
	struct worker *w = &workers->list[i];
	bool room = have_room(workers);
	bool lives = take_record(w->pipe, record);

	if (!lives) {
		*record = (struct record){ .observation = OBSERVED_BROKEN };
		snprintf(record->check, sizeof(record->check), "%s", w->batch.names[w->told]);
		snprintf(record->symptom, sizeof(record->symptom), "the check's worker died");
		kill(w->pid, SIGKILL);
		container_end_left(w->directory);
	}
	/* Whatever it is then, it is no failure of the check. */
	if (record->observation != OBSERVED_PASS && !room)
		exit(upstream_trouble(
			workers->up, "%s of machine %s has no room left for containers",
			workers->assignment->scratch, workers->assignment->machine));
	if (!lives || ++w->told == w->batch.count)
		forget(workers, i);
	return lives;
}
