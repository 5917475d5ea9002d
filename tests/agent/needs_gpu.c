/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "needs_gpu.h"

#include "gpu_abi.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* -1, or 0 and what the request leaves in its argument. */
static int ask(const char *node, unsigned long request, void *argument)
{
	const int fd = open(node, O_RDWR | O_CLOEXEC);
	const int value = fd < 0 ? -1 : ioctl(fd, request, argument);
	const int error = errno;

	if (fd >= 0)
		close(fd);
	errno = error;
	return value;
}

bool have_gpu(void)
{
	struct drm_version version = { 0 };

	return ask(GPU_RENDER_NODE, DRM_IOCTL_VERSION, &version) == 0;
}

static uint64_t capability(const char *node, uint64_t which)
{
	struct drm_get_cap cap = { .capability = which };

	return ask(node, DRM_IOCTL_GET_CAP, &cap) == 0 ? cap.value : 0;
}

bool have_gpu_display(void)
{
	return capability(GPU_PRIMARY_NODE, DRM_CAP_DUMB_BUFFER) != 0;
}

bool have_virtgpu(void)
{
	char name[16] = "";
	struct drm_version version = { .name = name, .name_len = sizeof(name) - 1 };

	return ask(GPU_RENDER_NODE, DRM_IOCTL_VERSION, &version) == 0 &&
	       strcmp(name, "virtio_gpu") == 0;
}

bool have_syncobj(void)
{
	return capability(GPU_RENDER_NODE, DRM_CAP_SYNCOBJ) != 0;
}

bool have_syncobj_timeline(void)
{
	return capability(GPU_RENDER_NODE, DRM_CAP_SYNCOBJ_TIMELINE) != 0;
}

bool have_syncobj_eventfd(void)
{
	struct drm_syncobj_eventfd none = { 0 };

	/* A request that there isn't is EINVAL, an object that there isn't ENOENT. */
	return ask(GPU_RENDER_NODE, DRM_IOCTL_SYNCOBJ_EVENTFD, &none) == 0 || errno == ENOENT;
}
