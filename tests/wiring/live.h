/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* This kernel's own registrations. */
#ifndef WIRING_LIVE_H
#define WIRING_LIVE_H

#include "wiring.h"

/* Is this a machine that can be set up: ARM64 Linux, systemd, root, pages that the
 * translator takes? False fills `why`. */
bool live_machine(const struct backend *backend, char *why, size_t size);

/* Is each handler of amd64 one of binfmt.d? Another would be lost. */
bool live_nothing_foreign(char *why, size_t size);

/* In place of all handlers of amd64, those that binfmt.d has now. Handlers of other
 * architectures stay. */
bool live_register(char *why, size_t size);

#endif
