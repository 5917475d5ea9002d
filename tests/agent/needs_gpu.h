/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What of a GPU is here to be used, by needs.h; each asks the driver itself. */
#ifndef NEEDS_GPU_H
#define NEEDS_GPU_H

#include <stdbool.h>

#define GPU_RENDER_NODE "/dev/dri/renderD128"
#define GPU_PRIMARY_NODE "/dev/dri/card0"

bool have_gpu(void);
bool have_gpu_display(void);
bool have_virtgpu(void);
bool have_syncobj(void);
bool have_syncobj_timeline(void);
bool have_syncobj_eventfd(void);

#endif
