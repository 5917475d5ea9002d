/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef IO_H
#define IO_H

#include <stdbool.h>
#include <stddef.h>

/* All of it, whatever signals come between; false, with errno, if it can't. A read
 * that ends before is false with errno 0. */
bool io_write(int fd, const void *data, size_t size);
bool io_read(int fd, void *data, size_t size);

/* First line of a file, without its end; false, with an empty text, if there is none. */
bool io_first_line(const char *path, char *text, size_t size);

/* The directory and those above it, where they aren't there; false, with errno, if it
 * can't. */
bool io_make_directories(const char *path);

#endif
