/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the host half of a case may do with its container. */
#ifndef DRIVE_H
#define DRIVE_H

#include <stdbool.h>
#include <stddef.h>

struct container;

/*
 * A host half's container. Every function below ends the check as BROKEN if
 * the harness itself fails; what the container does wrong is for EXPECT.
 */

/* Starts a fresh container with this command; an empty argv[0] slot stands
 * for the guest. A NULL argv is the guest with the case's args. */
void container_start(struct container *container, const char *const *argv);

/* Waits for its end: the exit status that the engine reports (128 + n for
 * death by signal n), or -1 if it had to be killed at its time limit, after
 * which the observation is `hang` whatever else is said. */
int container_wait(struct container *container);

/* What the started container has written so far; both end with a NUL. */
const char *container_output(struct container *container, size_t *size);
const char *container_errors(struct container *container, size_t *size);

/* Waits until standard output holds this text; false if it ends before. */
bool container_await(struct container *container, const char *text);

/* Gives standard input, then its end; reads output meanwhile. */
void container_feed(struct container *container, const void *data, size_t size);

/* The engine's own way to signal the container's init. */
void container_signal(struct container *container, int number);

/* The path by which the container sees its guest. */
const char *container_guest(struct container *container);

/* The machine's process id of the container's init. */
int container_init_pid(struct container *container);

/* Limits; before container_start. */
void container_set_user(struct container *container, unsigned uid, unsigned gid);
void container_set_environment(struct container *container, const char *name_is_value);

void container_claim(struct container *container, bool holds, const char *where,
		     const char *expression, long long got, long long wanted);
void container_claim_text(struct container *container, const char *where,
			  const char *expression, const char *got, const char *wanted);

#define HOST_STRING_(x) #x
#define HOST_STRING(x) HOST_STRING_(x)
#define HOST_WHERE __FILE__ ":" HOST_STRING(__LINE__)

/* The host half's claims: recorded against `container`, and it goes on. */
#define EXPECT(container, got, op, wanted)                                                     \
	do {                                                                                   \
		long long got_ = (long long)(got);                                             \
		long long wanted_ = (long long)(wanted);                                       \
		container_claim(container, got_ op wanted_, HOST_WHERE,                        \
				#got " " #op " " #wanted, got_, wanted_);                      \
	} while (0)
#define EXPECT_TEXT(container, got, wanted)                                                    \
	container_claim_text(container, HOST_WHERE, #got " is " #wanted, got, wanted)

#endif
