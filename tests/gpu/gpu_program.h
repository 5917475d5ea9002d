/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A program that uses the machine's GPU by Mesa, in a container that has /dev/dri. The
 * image has Venus and no other Vulkan driver, so that none can answer in its place.
 */
#ifndef GPU_PROGRAM_H
#define GPU_PROGRAM_H

#include "workload.h"

enum { GPU_SECONDS = 240 };

/* The last line: before it Box64 0.3.4 writes messages of its own to standard output. */
#define SAYS_AT_LAST(c, command, text)                                                         \
	SAYS(c, command " > /logs/said; r=$?; tail -n 1 /logs/said; (exit $r)", text)

#define GPU_PROGRAM(id, text, has_gpu)                                                         \
	CASE(id, .summary = (text), .flavours = GLIBC, .seconds = GPU_SECONDS, .image = "gpu", \
	     .gpu = (has_gpu), .drive = workload_drive,                                        \
	     .data = &(const struct workload){ steps, false })

#endif
