/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A user's directory with FEX, made into a disk for virtual machines. */
#ifndef FEX_DISK_H
#define FEX_DISK_H

#include "backend.h"

/*
 * Checks that found->root holds arm64 FEX and FEXServer, copies them (and its
 * lib/ if it has one) below `work`, which found->root then names, and makes an
 * erofs image of that; `disk`, found->version and found->build are filled. False fills `why`.
 */
bool fex_disk_make(struct backend_found *found, const char *work, char *disk, size_t disk_size,
		   char *why, size_t size);

#endif
