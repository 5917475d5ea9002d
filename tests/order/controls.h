/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What is known of the sequences written by hand (guest/arm64.S) and of C11's atomics. */
#ifndef ORDER_CONTROLS_H
#define ORDER_CONTROLS_H

#include <stdbool.h>
#include <stddef.h>

struct control {
	const char *test;     /* in which it is judged */
	bool broken;	      /* must Arm's model allow what x86's forbids? */
	const char *sequence; /* that the tracer must have seen, of all threads with one */
};

extern const struct control controls[];
extern const size_t control_count;

#endif
