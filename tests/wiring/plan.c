/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "entries.h"
#include "mending.h"
#include "own_build.h"
#include "tool.h"
#include "wiring.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct wiring_file *wiring_add(struct wiring *w, const char *why, const char *path)
{
	struct wiring_file *file;

	if (w->count == WIRING_FILES)
		return NULL;
	file = &w->files[w->count++];
	memset(file, 0, sizeof(*file));
	file->why = why;
	file->mode = 0644;
	snprintf(file->path, sizeof(file->path), "%s", path);
	return file;
}

static bool add_text(struct wiring *w, const char *why_there, const char *path, char *text,
		     mode_t mode, char *why, size_t size)
{
	struct wiring_file *file = wiring_add(w, why_there, path);

	if (!file || !text) {
		free(text);
		snprintf(why, size, "out of memory for %s", path);
		return false;
	}
	file->text = text;
	file->mode = mode;
	return true;
}

static const struct known_interpreter *installed(const struct wiring *w)
{
	for (const struct known_interpreter *k = known_interpreters; k->backend; k++) {
		char path[WIRING_PATH];

		snprintf(path, sizeof(path), "%.300s%.300s", w->root, k->interpreter);
		if (k->backend == w->backend && faccessat(AT_FDCWD, path, F_OK, 0) == 0)
			return k;
	}
	return NULL;
}

/* What it is called, and takes, at the place that a build of the user's goes to. */
static const struct known_interpreter *of_own_build(const struct backend *backend)
{
	const struct known_interpreter *k = known_interpreters;

	while (k->backend && (k->backend != backend ||
			      strcmp(k->interpreter, backend->own->programs[0].to) != 0))
		k++;
	return k->backend ? k : NULL;
}

static bool make_stage(struct wiring *w, char *why, size_t size)
{
	const char *temporary = getenv("TMPDIR");

	snprintf(w->stage, sizeof(w->stage), "%.300s/x86-translator-XXXXXX",
		 temporary && *temporary ? temporary : "/tmp");
	if (mkdtemp(w->stage))
		return true;
	snprintf(why, size, "%s: %s", w->stage, strerror(errno));
	w->stage[0] = 0;
	return false;
}

static bool take_own_build(struct wiring *w, const struct known_interpreter *k, char *why,
			   size_t size)
{
	struct backend_found found = { 0 };
	char stage[WIRING_PATH];

	snprintf(w->interpreter, sizeof(w->interpreter), WIRING_PLACE "/%s/%s",
		 w->backend->name, strrchr(k->interpreter, '/') + 1);
	snprintf(stage, sizeof(stage), "%.600s/root", w->stage);
	if (!own_build_copy(w->backend, &found, w->from, stage, why, size))
		return false;
	/* Alone it runs in every container, and F has it opened before. */
	w->bundled = strcmp(found.build, "dynamic") == 0 || w->backend->server;
	return wiring_bundle(w, stage, why, size);
}

static bool take_installed(struct wiring *w, const struct known_interpreter *k, char *why,
			   size_t size)
{
	char path[WIRING_PATH];

	snprintf(path, sizeof(path), "%.300s%.300s", w->root, k->interpreter);
	if (!own_build_is_dynamic(path) && !w->backend->server) {
		snprintf(w->interpreter, sizeof(w->interpreter), "%s", k->interpreter);
		return true;
	}
	w->bundled = true;
	snprintf(w->interpreter, sizeof(w->interpreter), WIRING_PLACE "/%s/%s",
		 w->backend->name, strrchr(w->backend->own->programs[0].to, '/') + 1);
	return wiring_bundle(w, w->root, why, size);
}

bool wiring_mask_others(struct wiring *w, char *why, size_t size)
{
	static struct entry_file files[ENTRY_FILES];
	size_t count = entry_files(w->root, files);
	char own[200];

	snprintf(own, sizeof(own), "%s.conf", w->name);
	for (size_t i = 0; i < count; i++) {
		const char *name = strrchr(files[i].path, '/') + 1;
		char path[WIRING_PATH];
		struct wiring_file *file;

		if (!files[i].amd64)
			continue;
		snprintf(path, sizeof(path), "/etc/binfmt.d/%s", name);
		if (files[i].ours) {
			snprintf(why, size,
				 "%s%s registers a translator, and is not of this set-up: "
				 "remove it first",
				 w->root, files[i].path);
			return false;
		}
		if (files[i].others) {
			snprintf(why, size,
				 "%s%s registers more than a translator of amd64, and can't be "
				 "replaced: take the line of amd64 out first",
				 w->root, files[i].path);
			return false;
		}
		if (strcmp(name, own) == 0)
			continue;
		file = wiring_add(w, "another translator is not registered any more", path);
		if (file)
			file->link = "/dev/null";
	}
	return true;
}

static bool has_docker(const struct wiring *w)
{
	char path[WIRING_PATH];

	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%.300s%s", w->root,
			 i ? "/usr/bin/dockerd" : "/usr/sbin/dockerd");
		if (access(path, F_OK) == 0)
			return true;
	}
	return false;
}

static bool add_containers(struct wiring *w, char *why, size_t size)
{
	if (!w->bundled && !backend_environment(w->backend)[0])
		return true;
	if (!add_text(w, "Podman gives each container the translator's directory",
		      WIRING_CONTAINERS, wiring_containers_text(w->backend), 0644, why, size))
		return false;
	return !has_docker(w) ||
	       add_text(w, "Docker has no such setting: its runc is called by this",
			WIRING_RUNC, wiring_runc_text(w->backend), 0755, why, size);
}

bool wiring_plan(struct wiring *w, char *why, size_t size)
{
	const struct known_interpreter *k = w->from ? of_own_build(w->backend) : installed(w);
	char entry[200];

	if (!k) {
		snprintf(why, size,
			 "%s%s is not installed: %s, or name a directory with arm64 builds by "
			 "--from",
			 w->root, w->backend->own->programs[0].to,
			 w->backend == &backend_qemu	? "install the package qemu-user-static"
			 : w->backend == &backend_box64 ? "install the package box64"
							: "Debian has no package of it");
		return false;
	}
	snprintf(w->name, sizeof(w->name), "%s", k->name);
	snprintf(w->flags, sizeof(w->flags), "%s", k->flags);
	if (!make_stage(w, why, size) ||
	    !(w->from ? take_own_build(w, k, why, size) : take_installed(w, k, why, size)) ||
	    !add_containers(w, why, size) || !wiring_mask_others(w, why, size))
		return false;
	snprintf(entry, sizeof(entry), "/etc/binfmt.d/%s.conf", w->name);
	return add_text(w, "the kernel starts amd64 programs by it", entry,
			wiring_entry_text(w->name, w->interpreter, w->flags), 0644, why, size);
}

void wiring_free(struct wiring *w)
{
	char why[512];

	for (size_t i = 0; i < w->count; i++)
		free(w->files[i].text);
	if (w->stage[0])
		tool_run(why, sizeof(why), (const char *[]){ "rm", "-rf", w->stage, NULL });
}
