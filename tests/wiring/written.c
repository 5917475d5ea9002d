/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "written.h"

#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FULL_PATH = 2 * WIRING_PATH };

static void below(const char *root, const char *path, char *full)
{
	snprintf(full, FULL_PATH, "%s%s", root, path);
}

/* By which a file is known again: what a link says, or size and CRC-64. */
static bool mark_of(const char *full, char *mark, size_t size)
{
	char block[65536];
	uint64_t crc = 0;
	size_t all = 0;
	size_t n;
	ssize_t length = readlink(full, block, sizeof(block) - 1);

	if (length >= 0) {
		block[length] = 0;
		snprintf(mark, size, "link %.200s", block);
		return true;
	}

	FILE *file = fopen(full, "re");

	if (!file)
		return false;
	while ((n = fread(block, 1, sizeof(block), file)) > 0) {
		crc = lzma_crc64((const uint8_t *)block, n, crc);
		all += n;
	}
	fclose(file);
	snprintf(mark, size, "%zu bytes %016" PRIx64, all, crc);
	return true;
}

json_t *written_read(const char *root, char *why, size_t size)
{
	char full[FULL_PATH];
	json_error_t error;
	json_t *record;

	why[0] = 0;
	below(root, WIRING_RECORD, full);
	if (access(full, F_OK))
		return NULL;
	record = json_load_file(full, 0, &error);
	if (!json_is_array(json_object_get(record, "files")) ||
	    !json_is_array(json_object_get(record, "directories")) ||
	    !json_is_string(json_object_get(record, "backend"))) {
		snprintf(why, size, "%s is no record of a set-up: %s", full, error.text);
		json_decref(record);
		return NULL;
	}
	return record;
}

/* mkdir -p, and which of them are new. */
static bool make_directories(const char *root, const char *path, json_t *directories, char *why,
			     size_t size)
{
	char part[WIRING_PATH];
	char full[FULL_PATH];

	for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		snprintf(part, sizeof(part), "%.*s", (int)(slash - path), path);
		below(root, part, full);
		if (mkdir(full, 0755) == 0) {
			chmod(full, 0755);
			json_array_append_new(directories, json_string(part));
		} else if (errno != EEXIST) {
			snprintf(why, size, "%s: %s%s", full, strerror(errno),
				 errno == EROFS ? ": make an image of it, as --containerfile "
						  "does"
						: "");
			return false;
		}
	}
	return true;
}

static bool write_text(const char *full, const char *text, mode_t mode)
{
	int fd = open(full, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
	bool ok = file && fputs(text, file) >= 0 && fchmod(fd, mode) == 0;

	return file && fclose(file) == 0 && ok;
}

static bool write_one(const struct wiring_file *f, const char *full, char *why, size_t size)
{
	char mode[16];

	snprintf(mode, sizeof(mode), "%o", f->mode);
	if (f->source[0])
		return tool_run(
			why, size,
			(const char *[]){ "install", "-m", mode, f->source, full, NULL });
	if (f->link ? symlink(f->link, full) == 0 : write_text(full, f->text, f->mode))
		return true;
	snprintf(why, size, "%s: %s", full, strerror(errno));
	return false;
}

static bool write_record(const char *root, json_t *record, char *why, size_t size)
{
	char full[FULL_PATH];

	below(root, WIRING_RECORD, full);
	if (json_dump_file(record, full, JSON_INDENT(2) | JSON_PRESERVE_ORDER) == 0)
		return true;
	snprintf(why, size, "%s can't be written: %s", full, strerror(errno));
	return false;
}

/* Files first; of directories the last one that was made first, if it is empty. */
static void take_away(const json_t *record, const char *root)
{
	const json_t *directories = json_object_get(record, "directories");
	const json_t *file;
	char full[FULL_PATH];
	size_t i;

	json_array_foreach(json_object_get(record, "files"), i, file)
	{
		below(root, json_string_value(json_object_get(file, "path")), full);
		unlink(full);
	}
	below(root, WIRING_RECORD, full);
	unlink(full);
	for (i = json_array_size(directories); i-- > 0;) {
		below(root, json_string_value(json_array_get(directories, i)), full);
		rmdir(full);
	}
}

static bool is_free(const struct wiring *w, char *why, size_t size)
{
	char full[FULL_PATH];
	struct stat st;

	for (size_t i = 0; i < w->count; i++) {
		below(w->root, w->files[i].path, full);
		if (lstat(full, &st) == 0) {
			snprintf(why, size,
				 "%s is there, and is not of this set-up: remove it first",
				 full);
			return false;
		}
	}
	return true;
}

bool written_apply(const struct wiring *w, char *why, size_t size)
{
	json_t *files = json_array();
	json_t *directories = json_array();
	json_t *record = json_pack("{ss ss ss so so}", "backend", w->backend->name, "handler",
				   w->name, "interpreter", w->interpreter, "files", files,
				   "directories", directories);
	bool ok = record && is_free(w, why, size);
	const bool begun = ok;

	ok = ok && make_directories(w->root, WIRING_RECORD, directories, why, size);
	for (size_t i = 0; ok && i < w->count; i++) {
		const struct wiring_file *f = &w->files[i];
		char full[FULL_PATH];
		char mark[256] = "";

		below(w->root, f->path, full);
		json_array_append_new(files, json_pack("{ss}", "path", f->path));
		/* What a power cut leaves is on record. */
		ok = make_directories(w->root, f->path, directories, why, size) &&
		     write_record(w->root, record, why, size) &&
		     write_one(f, full, why, size) && mark_of(full, mark, sizeof(mark));
		json_object_set_new(json_array_get(files, json_array_size(files) - 1), "mark",
				    json_string(mark));
	}
	ok = ok && write_record(w->root, record, why, size);
	if (begun && !ok)
		take_away(record, w->root);
	json_decref(record);
	return ok;
}

bool written_intact(const json_t *record, const char *root, bool all, char *why, size_t size)
{
	const json_t *file;
	size_t i;

	json_array_foreach(json_object_get(record, "files"), i, file)
	{
		const char *path = json_string_value(json_object_get(file, "path"));
		const char *mark = json_string_value(json_object_get(file, "mark"));
		char full[FULL_PATH];
		char now[256];

		if (!path) {
			snprintf(why, size, "%s" WIRING_RECORD " names a file without a path",
				 root);
			return false;
		}
		below(root, path, full);
		if (!mark || (mark_of(full, now, sizeof(now)) ? strcmp(now, mark) == 0 : !all))
			continue;
		snprintf(why, size, "%s has been changed since it was set up", full);
		return false;
	}
	return true;
}

bool written_remove(const json_t *record, const char *root, char *why, size_t size)
{
	if (!written_intact(record, root, false, why, size)) {
		snprintf(why + strlen(why), size - strlen(why),
			 ": nothing is removed; put it back, or remove by hand what "
			 "%s" WIRING_RECORD " names",
			 root);
		return false;
	}
	take_away(record, root);
	return true;
}
