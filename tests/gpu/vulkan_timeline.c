/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Timeline semaphores. */
#include "gpu_program.h"

static void steps(struct container *c)
{
	SAYS_AT_LAST(c, "/case/vulkan timeline 8", "right\n");
}

GPU_PROGRAM(vulkan_timeline,
	    "Program and GPU raise a timeline semaphore in turn, and wait for each other",
	    true);
