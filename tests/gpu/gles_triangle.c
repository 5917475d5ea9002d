/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A picture by OpenGL ES. On failure it is kept, in base64. */
#include "gpu_program.h"

static void steps(struct container *c)
{
	SAYS_AT_LAST(c, "/case/gles /tmp/p", "right\n");
	RUN(c, "base64 /tmp/p > /logs/png");
}

GPU_PROGRAM(gles_triangle, "OpenGL ES draws a triangle by virgl, each pixel as it should be",
	    true);
