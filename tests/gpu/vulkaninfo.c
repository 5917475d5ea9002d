/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* vulkaninfo of Debian: the first that a user types. */
#include "gpu_program.h"

static void steps(struct container *c)
{
	RUN(c, "vulkaninfo --summary > /logs/vulkaninfo 2>&1");
	SAYS(c, "grep -c 'deviceName.*Virtio-GPU Venus' /logs/vulkaninfo", "1\n");
	SAYS(c, "grep -c '^GPU[0-9]' /logs/vulkaninfo", "1\n");
}

GPU_PROGRAM(vulkaninfo, "vulkaninfo names a device of Venus", true);
