/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The files of binfmt.d(5), as systemd reads them: of those of one name the first
 * directory's counts. */
#ifndef ENTRIES_H
#define ENTRIES_H

#include "handlers.h"

enum { ENTRY_FILES = 64 };

struct entry_file {
	char path[600];	    /* of the machine, without its root */
	bool ours;	    /* below /etc, where administrators write */
	bool amd64, others; /* it registers a translator of amd64, and of something else */
};

/* A line of such a file; false if it is none, or goes by a file's ending. */
bool entry_parse(const char *line, struct handler *handler);

/* Those that are in force below `root`; how many. */
size_t entry_files(const char *root, struct entry_file files[ENTRY_FILES]);

/* Does a file of these register a handler of that name? */
bool entry_named(const char *root, const char *name);

#endif
