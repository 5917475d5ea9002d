/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The commands that mend a registration: each is complete, for the shell of a user
 * with sudo. */
#ifndef MENDING_H
#define MENDING_H

#include "backend.h"
#include "handlers.h"
#include "surroundings.h"

#define BINFMT "/proc/sys/fs/binfmt_misc"
#define RESTART "sudo systemctl restart systemd-binfmt"

/* Magic and mask of every amd64 ELF program: of either type, and whatever stands in
 * e_ident from the ABI's version on. */
#define EVERY_AMD64                                                                            \
	"\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\x3e"  \
	"\\x00:"                                                                               \
	"\\xff\\xff\\xff\\xff\\xff\\xfe\\xfe\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00"     \
	"\\xfe\\xff\\xff\\xff"

/* Where a translator lies if it is installed, and what its entry is to be. A list that
 * ends without a backend; of one backend's the first that is there. */
struct known_interpreter {
	const struct backend *backend;
	const char *name, *interpreter, *flags;
};
extern const struct known_interpreter known_interpreters[];

/* What to make of a handler; its magic and mask are those that take every amd64
 * program and no other. */
struct registration {
	const char *name, *interpreter, *flags;
};

/* Registers it, in place of what has the name. */
void mend_register(const struct registration *r, const struct surroundings *s, char *to,
		   size_t size);

/* Takes a handler away, so that it stays away after a restart. */
void mend_remove(const char *name, char *to, size_t size);

/* Registers the translator, or any that is installed here for NULL; else installs QEMU. */
void mend_by_installed(const struct backend *wanted, const struct surroundings *s, char *to,
		       size_t size);

/* Whose interpreter a handler names, by the name of the file; NULL: nobody's known. */
const struct backend *interpreter_backend(const char *interpreter);

#endif
