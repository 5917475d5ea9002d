/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A shell, the container's first process, at which a workload types, one command
 * after the other, as a user would. Once something is not as it should be, all that
 * follows does nothing: the first failure is what is told.
 *
 * What the software logs goes below /logs of the container. It is kept on failure,
 * and so is what was typed and answered.
 */
#ifndef SHELL_H
#define SHELL_H

#include "drive.h"

/* Starts a container with it. */
void shell_start(struct container *container);

/* Types the command and waits for its end. Its exit status, or -1 if all that follows
 * does nothing. `output`: what it printed, until the next command; may be NULL. */
int shell_type(struct container *container, const char *where, const char *command,
	       const char **output);

/* It must end with this exit status. */
void shell_must(struct container *container, const char *where, const char *command,
		int wanted);

/* It must end well, and print exactly this. */
void shell_says(struct container *container, const char *where, const char *command,
		const char *wanted);

/* It must end well some time, tried again and again. */
void shell_until(struct container *container, const char *where, const char *command);

/* Writes a text file. */
void shell_write(struct container *container, const char *where, const char *path,
		 const char *text);

/* Only where the workload is spoiled on purpose: what must make a later claim fail. */
void shell_spoil(struct container *container, const char *where, const char *command);

/* What has been printed since the last command that came to its end. */
const char *shell_rest(struct container *container);

/* Leaves the shell, ends the container, and keeps what was logged if it failed. */
void shell_end(struct container *container);

#define RUN(container, command) shell_must(container, HOST_WHERE, command, 0)
#define FAILS(container, command, status) shell_must(container, HOST_WHERE, command, status)
#define SAYS(container, command, wanted) shell_says(container, HOST_WHERE, command, wanted)
#define UNTIL(container, command) shell_until(container, HOST_WHERE, command)
#define WRITE(container, path, text) shell_write(container, HOST_WHERE, path, text)
#define SPOIL(container, command) shell_spoil(container, HOST_WHERE, command)

#endif
