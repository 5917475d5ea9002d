/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A dynamic translator, its loader and its libraries in one directory, which is at the
 * same path in each container. Mounting the loader and the libraries where Debian has
 * them would hide those of arm64 containers; so patchelf tells the copy where they are.
 */
#include "own_build.h"
#include "tool.h"
#include "wiring.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const wiring_opened[] = { "libc.so.6",	 "libm.so.6",	  "libdl.so.2",
				      "libpthread.so.0", "librt.so.1",	  "libutil.so.1",
				      "libresolv.so.2",	 "libgcc_s.so.1", NULL };

static const char *const libraries[] = { "/usr/lib/aarch64-linux-gnu", "/usr/lib64",
					 "/usr/lib" };

static bool library_in(const char *root, const char *name, char *path, size_t size)
{
	for (size_t i = 0; i < sizeof(libraries) / sizeof(libraries[0]); i++) {
		snprintf(path, size, "%s%s/%s", root, libraries[i], name);
		if (access(path, R_OK) == 0)
			return true;
	}
	return false;
}

static bool stage_library(const char *root, const char *name, const char *stage, char *why,
			  size_t size);

/* All that a program or a library names, and what those name. */
static bool stage_needed(const char *root, const char *file, const char *stage, char *why,
			 size_t size)
{
	char command[WIRING_PATH + 64];
	char name[256];
	bool ok = true;

	snprintf(command, sizeof(command), "exec patchelf --print-needed '%s'", file);

	FILE *said = popen(command, "re");

	while (said && ok && fgets(name, sizeof(name), said)) {
		name[strcspn(name, "\n")] = 0;
		ok = stage_library(root, name, stage, why, size);
	}
	if ((!said || pclose(said)) && ok) {
		snprintf(why, size, "patchelf can't read %s", file);
		return false;
	}
	return ok;
}

static bool stage_library(const char *root, const char *name, const char *stage, char *why,
			  size_t size)
{
	char from[WIRING_PATH];
	char to[WIRING_PATH];

	snprintf(to, sizeof(to), "%s/%s", stage, name);
	if (access(to, F_OK) == 0)
		return true;
	if (!library_in(root, name, from, sizeof(from))) {
		snprintf(why, size,
			 "the library %s is not below %s/usr/lib: put it beside the "
			 "loader, or name a directory that has it by --from",
			 name, root);
		return false;
	}
	return tool_run(why, size,
			(const char *[]){ "install", "-m", "755", from, to, NULL }) &&
	       stage_needed(root, to, stage, why, size);
}

static bool stage_all_libraries(const char *root, const char *stage, char *why, size_t size)
{
	char path[WIRING_PATH];

	for (size_t i = 0; wiring_opened[i]; i++)
		if (library_in(root, wiring_opened[i], path, sizeof(path)) &&
		    !stage_library(root, wiring_opened[i], stage, why, size))
			return false;
	return true;
}

/* The copy finds loader and libraries in its own directory: by an absolute path, as that
 * of $ORIGIN is not taken by set-user-ID programs; by RPATH, which libraries inherit. */
static bool point(const char *file, const char *place, char *why, size_t size)
{
	char loader[WIRING_PATH];

	snprintf(loader, sizeof(loader), "%s/" WIRING_LOADER, place);
	return tool_run(why, size,
			(const char *[]){ "patchelf", "--set-interpreter", loader,
					  "--force-rpath", "--set-rpath", place, file, NULL });
}

static bool stage_program(struct wiring *w, const char *source, const char *program,
			  const char *place, char *why, size_t size)
{
	char from[WIRING_PATH];
	char to[WIRING_PATH];

	snprintf(from, sizeof(from), "%s%s", source, program);
	snprintf(to, sizeof(to), "%s/%s", w->stage, strrchr(program, '/') + 1);
	if (!tool_run(why, size, (const char *[]){ "install", "-m", "755", from, to, NULL }))
		return false;
	if (!own_build_is_dynamic(to))
		return true;
	if (!tool_exists("patchelf")) {
		snprintf(
			why, size,
			"%s is dynamic, and patchelf, which makes it find its "
			"libraries in containers, is not in PATH: install the package patchelf",
			from);
		return false;
	}
	return stage_needed(source, to, w->stage, why, size) &&
	       stage_all_libraries(source, w->stage, why, size) && point(to, place, why, size);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

bool wiring_bundle(struct wiring *w, const char *source, char *why, size_t size)
{
	char place[WIRING_PATH];
	char path[WIRING_PATH];
	struct dirent **entries;

	snprintf(place, sizeof(place), WIRING_PLACE "/%s", w->backend->name);
	for (const struct own_program *p = w->backend->own->programs; p->to; p++)
		if (!stage_program(w, source, p->to, place, why, size))
			return false;

	int count = scandir(w->stage, &entries, NULL, by_name);

	for (int i = 0; i < count; i++) {
		struct wiring_file *file;

		if (entries[i]->d_type != DT_REG)
			continue;
		snprintf(path, sizeof(path), "%.300s/%.300s", place, entries[i]->d_name);
		file = wiring_add(w,
				  strncmp(entries[i]->d_name, "lib", 3) == 0 ||
						  strncmp(entries[i]->d_name, "ld-", 3) == 0
					  ? "a library of the translator"
					  : "the translator",
				  path);
		if (!file) {
			snprintf(why, size, "%s has more than %d files", w->stage,
				 WIRING_FILES);
			return false;
		}
		file->mode = 0755;
		snprintf(file->source, sizeof(file->source), "%.400s/%.250s", w->stage,
			 entries[i]->d_name);
	}
	return true;
}
