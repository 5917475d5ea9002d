/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef GUESTS_H
#define GUESTS_H

#include "selection.h"

/* Prints the guests that the selected cases take, one a line, for fixtures/guests:
 * ARCHITECTURE FLAVOUR CASE SOURCE, and "shared" if it shares a container. Without
 * patterns for cases all of them, in every flavour. */
void guests_print(const struct selection *selection);

#endif
