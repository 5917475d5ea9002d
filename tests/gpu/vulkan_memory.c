/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Memory that program and GPU share, in sizes of 4 KiB and not of 16. */
#include "gpu_program.h"

static void steps(struct container *c)
{
	SAYS_AT_LAST(c, "/case/vulkan memory 4096", "right\n");
	SAYS_AT_LAST(c, "/case/vulkan memory 12288", "right\n");
	SAYS_AT_LAST(c, "/case/vulkan memory 1069056", "right\n");
}

GPU_PROGRAM(vulkan_memory,
	    "A shader reads what the program wrote to mapped memory, and the other way round",
	    true);
