/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "io.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool io_write(int fd, const void *data, size_t size)
{
	const char *p = data;

	while (size) {
		ssize_t n = write(fd, p, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		p += n;
		size -= (size_t)n;
	}
	return true;
}

bool io_read(int fd, void *data, size_t size)
{
	char *p = data;

	while (size) {
		ssize_t n = read(fd, p, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			errno = n ? errno : 0;
			return false;
		}
		p += n;
		size -= (size_t)n;
	}
	return true;
}

bool io_first_line(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "re");

	text[0] = 0;
	if (!file)
		return false;
	if (fgets(text, (int)size, file))
		text[strcspn(text, "\n")] = 0;
	fclose(file);
	return text[0];
}

bool io_make_directories(const char *path)
{
	char *text = strdup(path);
	struct stat s;
	bool ok = text;

	for (char *p = text; ok && p;) {
		p = strchr(p + 1, '/');
		if (p)
			*p = 0;
		/* A file system that can't be written says so of what is there too. */
		if (mkdir(text, 0755)) {
			const int error = errno;

			ok = stat(text, &s) == 0 && S_ISDIR(s.st_mode);
			errno = error == EEXIST ? ENOTDIR : error;
		}
		if (p)
			*p = '/';
	}
	free(text);
	return ok;
}
