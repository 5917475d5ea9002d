/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A kernel's file holds both halves: kernel(), built for x86_64 and arm64 by
 * the same compiler with the same flags, and KERNEL, which names its rounds.
 */
#ifndef BENCH_KERNEL_H
#define BENCH_KERNEL_H

#ifdef GUEST

#include <stddef.h>
#include <stdint.h>

/* Does that many rounds; the same number, whatever executes it. */
uint64_t kernel(unsigned long rounds);

/* Ends the program: this backend offers no such instructions. */
_Noreturn void kernel_not_offered(void);

/* Numbers that no compiler foresees, the same on every backend. */
static inline uint64_t kernel_random(uint64_t *state)
{
	uint64_t x = *state ? *state : 0x9e3779b97f4a7c15;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return *state = x;
}

#else
#include "bench.h"
#endif

#endif
