/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "world.h"

#include "proc.h"

#include <dirent.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { SETTLE_MS = 5000 };

/* Where programs leave things: each empty from here on. */
static const char *const places[] = { "/tmp", "/var/tmp", "/dev/shm", "/run" };
enum { PLACES = sizeof(places) / sizeof(places[0]) };

static char *mounts_before;
static char *files_before;

static char *read_all(FILE *file)
{
	char *text = NULL;
	size_t size = 0;

	if (file && getdelim(&text, &size, 0, file) < 0 && text)
		text[0] = 0;
	return text ? text : strdup("");
}

static char *mounts(void)
{
	FILE *file = fopen("/proc/self/mountinfo", "re");
	char *text = read_all(file);

	if (file)
		fclose(file);
	return text;
}

/* Of the project, what git doesn't know or ignore. */
static char *files(void)
{
	FILE *pipe = popen("git --no-optional-locks status --porcelain 2>/dev/null", "re");
	char *text = read_all(pipe);

	if (pipe)
		pclose(pipe);
	return text;
}

static bool holds_this(const char *place)
{
	char here[4096];

	return getcwd(here, sizeof(here)) && strncmp(here, place, strlen(place)) == 0 &&
	       (here[strlen(place)] == '/' || !here[strlen(place)]);
}

bool world_enter(void)
{
	/* Shared, within itself: a mount that escapes a machine comes to be seen here. */
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount(NULL, "/", NULL, MS_REC | MS_SHARED, NULL) ||
	    prctl(PR_SET_CHILD_SUBREAPER, 1))
		return false;
	for (size_t i = 0; i < PLACES; i++)
		if (!holds_this(places[i]) &&
		    mount("tmpfs", places[i], "tmpfs", 0, "mode=1777"))
			return false;
	mounts_before = mounts();
	files_before = files();
	return true;
}

static void take_away(const char *directory, const char *name)
{
	char path[600];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	if (remove(path))
		fprintf(stderr, "left behind: %s stays\n", path);
}

static size_t entries(const char *directory)
{
	DIR *d = opendir(directory);
	struct dirent *entry;
	size_t n = 0;

	while (d && (entry = readdir(d)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
			fprintf(stderr, "left behind: file %s/%s\n", directory, entry->d_name);
			take_away(directory, entry->d_name);
			n++;
		}
	if (d)
		closedir(d);
	return n;
}

/* What differs counts once: from then on it is as before. */
static size_t compare(const char *what, char **before, char *after)
{
	bool same = strcmp(*before, after) == 0;

	if (!same)
		fprintf(stderr, "left behind: other %s than before:\n%s", what, after);
	free(*before);
	*before = after;
	return !same;
}

size_t world_left(const char *scratch)
{
	char names[1024];
	size_t left = proc_end_left(SETTLE_MS, names, sizeof(names));

	if (left)
		fprintf(stderr, "left behind: processes:%s\n", names);
	for (size_t i = 0; i < PLACES; i++)
		if (!holds_this(places[i]))
			left += entries(places[i]);
	left += entries(scratch);
	left += compare("mounts", &mounts_before, mounts());
	left += compare("files of the project", &files_before, files());
	return left;
}
