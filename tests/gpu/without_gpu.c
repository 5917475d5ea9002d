/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The control of all others: without /dev/dri each of them fails, and says why. */
#include "gpu_program.h"

static void steps(struct container *c)
{
	FAILS(c, "vulkaninfo --summary > /logs/vulkaninfo 2>&1", 1);
	SAYS(c, "grep -c 'Failed to detect any valid GPUs' /logs/vulkaninfo", "1\n");
	FAILS(c, "/case/vulkan compute 1024 > /logs/vulkan", 1);
	SAYS(c, "grep -c 'no Vulkan device' /logs/vulkan", "1\n");
	FAILS(c, "/case/gles /tmp/p > /logs/gles", 1);
	SAYS(c, "grep -cE 'not virgl|eglInitialize' /logs/gles", "1\n");
}

GPU_PROGRAM(without_gpu, "Without the device, the same programs say that there is none", false);
