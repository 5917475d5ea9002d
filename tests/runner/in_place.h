/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef IN_PLACE_H
#define IN_PLACE_H

#include "options.h"

/*
 * `conformance run`: the checks on this machine as it is, under the translator that it
 * has registered; what the suite's own image is for. Goes to where its files lie, and
 * fills in what the user left open. False fills `why` with what it can't do without.
 */
bool in_place_prepare(struct arguments *arguments, char *why, size_t size);

#endif
