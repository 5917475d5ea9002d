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
