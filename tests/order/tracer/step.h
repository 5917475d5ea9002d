/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* One run of a body, instruction by instruction. */
#ifndef ORDER_STEP_H
#define ORDER_STEP_H

#include "events.h"
#include "tracee.h"

/* From where the process stands to the mark that ends the body, whose call is still to
 * come; or until so many steps have accessed no cell: true. */
bool step_to_mark(struct tracee *tracee, struct capture *capture, unsigned long quiet);

/* Is this system call, with its first two arguments, a mark? */
bool is_mark(const struct tracee *tracee, uint64_t number, uint64_t descriptor, uint64_t page,
	     enum page_phase phase);

#endif
