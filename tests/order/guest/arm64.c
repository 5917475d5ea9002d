/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The controls: sequences written by hand, right ones and wrong ones (arm64.S), and
 * what a compiler makes of C11's atomics.
 */
#include "body.h"

#include <asm/hwcap.h>
#include <stdatomic.h>
#include <sys/auxv.h>

int body_is_offered(const struct body *body)
{
	const unsigned long has = getauxval(AT_HWCAP);

	switch (body->needs) {
	case NEEDS_LSE:
		return (has & HWCAP_ATOMICS) != 0;
	case NEEDS_RCPC:
		return (has & HWCAP_LRCPC) != 0;
	default:
		return 1;
	}
}

typedef _Atomic uint64_t cell;

/* For the two orders: store, store; load, load; load, store; store, load. */
#define C11(order_of_store, order_of_load, suffix)                                             \
	void c11_ww_##suffix(cell *x, cell *y)                                                 \
	{                                                                                      \
		atomic_store_explicit(x, 1, order_of_store);                                   \
		atomic_store_explicit(y, 1, order_of_store);                                   \
	}                                                                                      \
	uint64_t c11_rr_##suffix(cell *x, cell *y)                                             \
	{                                                                                      \
		uint64_t first = atomic_load_explicit(x, order_of_load);                       \
                                                                                               \
		return first + atomic_load_explicit(y, order_of_load);                         \
	}                                                                                      \
	uint64_t c11_rw_##suffix(cell *x, cell *y)                                             \
	{                                                                                      \
		uint64_t first = atomic_load_explicit(x, order_of_load);                       \
                                                                                               \
		atomic_store_explicit(y, 1, order_of_store);                                   \
		return first;                                                                  \
	}                                                                                      \
	uint64_t c11_wr_##suffix(cell *x, cell *y)                                             \
	{                                                                                      \
		atomic_store_explicit(x, 1, order_of_store);                                   \
		return atomic_load_explicit(y, order_of_load);                                 \
	}

C11(memory_order_relaxed, memory_order_relaxed, relaxed)
C11(memory_order_release, memory_order_acquire, acqrel)
C11(memory_order_seq_cst, memory_order_seq_cst, seqcst)
