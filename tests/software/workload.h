/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A workload is real software from Debian, driven as a user would drive it. It is a
 * case of the runner's registry: a container starts it as it starts any other.
 *
 * Each comes a second time, spoiled: the same, with one thing changed behind its
 * back (SPOIL), which its claims must notice. That is run by the native control.
 */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include "registry.h"
#include "shell.h"

struct workload {
	void (*steps)(struct container *container); /* what is typed at its shell */
	bool spoiled;
};

void workload_drive(struct container *container);

/* Where no control has told how long it takes: the limit, in seconds, as for cases. */
enum { WORKLOAD_SECONDS = 120 };

/* Its file has its steps. What follows the summary are more fields of the case. */
#define WORKLOAD(id, of_image, text, ...)                                                      \
	CASE(id, .summary = text, .flavours = GLIBC, .seconds = WORKLOAD_SECONDS,              \
	     .image = of_image, .drive = workload_drive,                                       \
	     .data = &(const struct workload){ steps, false }, __VA_ARGS__);                   \
	CASE(id##_spoiled, .summary = text, .flavours = GLIBC, .seconds = WORKLOAD_SECONDS,    \
	     .image = of_image, .drive = workload_drive,                                       \
	     .data = &(const struct workload){ steps, true }, __VA_ARGS__)

#endif
