/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The entries of binfmt_misc as the kernel tells them (Documentation/admin-guide/
 * binfmt-misc.rst), and which programs each would take.
 */
#ifndef HANDLERS_H
#define HANDLERS_H

#include <stdbool.h>
#include <stddef.h>

enum { HANDLERS_MOST = 64, MAGIC_MOST = 128, HEADER_BYTES = 20 };

struct handler {
	char name[128];
	bool enabled;
	char interpreter[512];
	char flags[16]; /* of O, C, F, P; empty: none */
	size_t offset, size;
	unsigned char magic[MAGIC_MOST], mask[MAGIC_MOST]; /* size 0: by a file's ending */
};

struct handlers {
	struct handler list[HANDLERS_MOST];
	size_t count;
	bool mounted; /* binfmt_misc can be seen here */
	bool enabled; /* as a whole */
};

/* What stands at the start of a program, of which a handler's mask may say too much
 * or too little. */
enum program_kind {
	PROGRAM_AMD64,	       /* at a fixed address */
	PROGRAM_AMD64_SHARED,  /* ET_DYN: most programs, as they are position independent */
	PROGRAM_AMD64_GNU,     /* e_ident says System V or GNU/Linux alike */
	PROGRAM_AMD64_PADDING, /* something in e_ident[8..15], as AppImages have */
	PROGRAM_ARM64,
	PROGRAM_ARM64_SHARED,
	PROGRAM_KINDS,
};
extern const char *const program_kinds[PROGRAM_KINDS];

/* From one file's text; false if it is no entry. */
bool handler_parse(const char *name, const char *text, struct handler *handler);

/* All of a directory, which is where binfmt_misc is mounted. */
void handlers_read(const char *directory, struct handlers *handlers);

/* Would it take such a program, were it the only one and enabled? */
bool handler_takes(const struct handler *handler, enum program_kind kind);

/* An ordinary program of amd64, of either kind. */
bool handler_takes_amd64(const struct handler *handler);

#endif
