/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A picture by Vulkan. On failure it is kept, in base64. */
#include "gpu_program.h"

static void steps(struct container *c)
{
	SAYS(c, "/case/vulkan triangle /tmp/p; r=$?; base64 /tmp/p > /logs/png; (exit $r)",
	     "right\n");
}

GPU_PROGRAM(vulkan_triangle, "Vulkan draws a triangle off screen, each pixel as it should be",
	    true);
