/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "whole_file.h"

#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

FILE *whole_file_begin(struct whole_file *whole)
{
	*whole = (struct whole_file){ .text = NULL };
	whole->file = open_memstream(&whole->text, &whole->size);
	if (!whole->file) {
		fputs("out of memory\n", stderr);
		exit(2);
	}
	return whole->file;
}

/* 0, or the errno of what failed. */
static int replace(const char *path, const char *text, size_t size)
{
	char temporary[1200];
	int error = 0;

	snprintf(temporary, sizeof(temporary), "%s.new", path);

	const int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0)
		return errno;
	if (!io_write(fd, text, size))
		error = errno;
	if (close(fd) && !error)
		error = errno;
	if (!error && rename(temporary, path))
		error = errno;
	if (error)
		unlink(temporary);
	return error;
}

bool whole_file_end(struct whole_file *whole, const char *path, char *why, size_t size)
{
	int error = ENOMEM;

	if (fclose(whole->file) == 0)
		error = replace(path, whole->text, whole->size);
	free(whole->text);
	if (error)
		snprintf(why, size, "cannot write %s: %s", path, strerror(error));
	return !error;
}
