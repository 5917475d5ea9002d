/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Which failures are recorded, in the form of tests/expect (judge.h): a
 * deviation's Fails is "wrong", then how bench tells of it, up to a colon. */
#ifndef BENCH_KNOWN_H
#define BENCH_KNOWN_H

#include "expectations.h"
#include "figures.h"

/* One that fits no kernel or program, or NULL. */
const struct deviation *known_stale(const struct expectations *recorded, size_t recorded_count);

/* `used` tells which deviation spoke, or NULL. */
enum verdict known_judge(const struct measured *measured, const struct expectations *recorded,
			 size_t recorded_count, const struct deviation **used);

#endif
