/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A file that is written whole, or stays what it was before. */
#ifndef WHOLE_FILE_H
#define WHOLE_FILE_H

#include <stdbool.h>
#include <stdio.h>

struct whole_file {
	FILE *file; /* in memory, and has the addresses of the two others: it must stay where it
		       is */
	char *text;
	size_t size;
};

/* The file to print to. Ends the program with 2 if there is no memory. */
FILE *whole_file_begin(struct whole_file *whole);

/* Writes what is in it. False fills `why`: "cannot write PATH: REASON". */
bool whole_file_end(struct whole_file *whole, const char *path, char *why, size_t size);

#endif
