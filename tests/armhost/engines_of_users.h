/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The engines of containers that users type. */
#ifndef ENGINES_OF_USERS_H
#define ENGINES_OF_USERS_H

enum { ENGINE_SECONDS = 400 };

struct engine_of_users {
	const char *name, *command, *import, *options;
};
extern const struct engine_of_users podman, rootless, docker;

/* With QEMU registered. Two images of one file each, besides what identify takes: the
 * native one with identify in it, and one of amd64 alone. */
void engine_import(const struct engine_of_users *e);

/* Asserts that this translator answers in its containers: for `run`, for `exec`, and for
 * the RUN of a build. */
void engine_is_run_by(const struct engine_of_users *e, const char *translator);

#endif
