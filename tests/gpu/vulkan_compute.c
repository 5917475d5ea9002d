/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Compute shaders. */
#include "gpu_program.h"

static void steps(struct container *c)
{
	SAYS_AT_LAST(c, "/case/vulkan compute 1024", "right\n");
	SAYS_AT_LAST(c, "/case/vulkan compute 0x1000000", "right\n");
}

GPU_PROGRAM(vulkan_compute, "Shaders sum and sort a buffer of 1 KiB and of 16 MiB rightly",
	    true);
