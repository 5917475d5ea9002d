/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A translator that the user has built: an unpacked directory, which a variable of the
 * environment names, made into what machines take. */
#ifndef OWN_BUILD_H
#define OWN_BUILD_H

#include "backend.h"

/* Is there a directory for it? False fills found->why; else found->root names it. */
bool own_build_find(const struct backend *backend, struct backend_found *found);

/*
 * Checks that found->root holds the backend's programs, built for arm64, copies them (and
 * its lib/ if it has one) below `work`, which found->root then names, and makes an erofs
 * image of that; `disk`, found->version and found->build (how it was
 * linked) are filled. False fills `why`.
 */
bool own_build_prepare(const struct backend *backend, struct backend_found *found,
		       const char *work, char *disk, size_t disk_size, char *why, size_t size);

/* The part of it that needs no erofs: checked and copied below `stage`, as in a Debian
 * root. found->build and found->version are filled. False fills `why`. */
bool own_build_copy(const struct backend *backend, struct backend_found *found,
		    const char *directory, const char *stage, char *why, size_t size);

/* Does a program name a loader? In a container it then finds only what comes along. */
bool own_build_is_dynamic(const char *path);

#endif
