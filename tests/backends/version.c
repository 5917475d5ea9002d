/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "version.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WORD_MOST = 96 };

/* A word of the program's text, up to what no version has in it. */
static void take_word(const char *text, size_t size, char word[WORD_MOST])
{
	size_t n = 0;

	while (n < size && n + 1 < WORD_MOST && text[n] > ' ' && text[n] != ')')
		n++;
	snprintf(word, WORD_MOST, "%.*s", (int)n, text);
}

bool version_from(const struct backend *backend, const char *data, size_t size, char *version,
		  size_t version_size)
{
	const struct version_mark *mark = backend->version_marks;

	for (; mark && mark->text; mark++) {
		const char *end = data + size;
		const char *p = data;

		while ((p = memmem(p, (size_t)(end - p), mark->text, strlen(mark->text)))) {
			char word[WORD_MOST];

			p += strlen(mark->text);
			take_word(p, (size_t)(end - p), word);
			if (strspn(word, "0123456789") == 0)
				continue;
			snprintf(version, version_size, "%s%s", mark->prefix, word);
			return true;
		}
	}
	return false;
}

bool version_of_file(const struct backend *backend, const char *path, char *version,
		     size_t size)
{
	struct stat s;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *data = fd < 0 || fstat(fd, &s) || s.st_size <= 0
			     ? MAP_FAILED
			     : mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	bool found = data != MAP_FAILED &&
		     version_from(backend, data, (size_t)s.st_size, version, size);

	if (data != MAP_FAILED)
		munmap(data, (size_t)s.st_size);
	if (fd >= 0)
		close(fd);
	if (!found)
		snprintf(version, size, "unknown");
	return found;
}

bool version_of_running(const struct backend *backend, pid_t pid, char *version, size_t size)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/exe", (int)pid);
	return version_of_file(backend, path, version, size);
}
