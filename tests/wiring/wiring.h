/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What a machine needs so that amd64 containers run on one translator: files, listed
 * with their contents before any of them is written. Paths are those of the machine;
 * `root` stands before them, empty for this one.
 */
#ifndef WIRING_H
#define WIRING_H

#include "backend.h"

#include <stdio.h>
#include <sys/types.h>

enum { WIRING_FILES = 96, WIRING_PATH = 700 };

/* Where a translator lies that can't run alone: at the same path in each container. */
#define WIRING_PLACE "/usr/libexec/x86-translator"
#define WIRING_LOADER "ld-linux-aarch64.so.1"
#define WIRING_RECORD "/var/lib/x86-conformance/setup.json"
#define WIRING_CONTAINERS "/etc/containers/containers.conf.d/50-x86-translator.conf"
#define WIRING_RUNC "/usr/local/sbin/runc"

struct wiring_file {
	char path[WIRING_PATH];
	const char *why;	  /* in a few words */
	char *text;		  /* its contents, owned; or */
	char source[WIRING_PATH]; /* the file it is a copy of; or */
	const char *link;	  /* what it is a symbolic link to */
	mode_t mode;
};

struct wiring {
	const struct backend *backend;
	const char *root, *from; /* from: a directory with builds; NULL: what is installed */
	char stage[WIRING_PATH]; /* temporary directory that sources lie in; empty: none */
	char name[64];		 /* of the binfmt_misc entry */
	char interpreter[WIRING_PATH]; /* that it names */
	char flags[8];
	bool bundled; /* it lies below WIRING_PLACE, and containers get that directory */
	struct wiring_file files[WIRING_FILES];
	size_t count;
};

/* What is opened by name at run time, beside what a program names: parts of glibc, which
 * must be of one build, and GCC's. Those that are there are taken. Ends with NULL. */
extern const char *const wiring_opened[];

/* Which files, for w->backend, root and from. False fills `why` in one line. */
bool wiring_plan(struct wiring *w, char *why, size_t size);
void wiring_free(struct wiring *w);

/* A place for one more, with its path and reason filled; NULL: there are too many. */
struct wiring_file *wiring_add(struct wiring *w, const char *why, const char *path);

/* The translator as one directory that needs nothing else (bundle.c): staged, its files
 * added. False fills `why`. */
bool wiring_bundle(struct wiring *w, const char *source, char *why, size_t size);

/* What others have in binfmt.d for amd64 programs is replaced by a link to /dev/null. */
bool wiring_mask_others(struct wiring *w, char *why, size_t size);

/* The line of binfmt.d, and the texts of files that several recipes have; owned. */
char *wiring_entry_text(const char *name, const char *interpreter, const char *flags);
char *wiring_containers_text(const struct backend *backend);
char *wiring_runc_text(const struct backend *backend);

/* For people: the list, what is changed and why in five lines, a Containerfile, the guide. */
void wiring_print(const struct wiring *w, FILE *to);
void wiring_explain(const struct backend *backend, FILE *to);
void wiring_containerfile(const struct backend *backend, FILE *to);
void wiring_guide(FILE *to);

#endif
