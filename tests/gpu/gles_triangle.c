/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A picture by OpenGL ES. On failure it is kept, in base64. */
#include "gpu_program.h"

static void steps(struct container *c)
{
	SAYS(c, "/case/gles /tmp/p; r=$?; base64 /tmp/p > /logs/png; (exit $r)", "right\n");
}

GPU_PROGRAM(gles_triangle, "OpenGL ES draws a triangle by virgl, each pixel as it should be",
	    true);
