/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What a client says it understands changes what it is told: a compositor sees the
 * primary plane only after it asked for all planes. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

static long set(int fd, uint64_t which, uint64_t value)
{
	struct drm_set_client_cap cap = { .capability = which, .value = value };

	return DRM(fd, SET_CLIENT_CAP, &cap);
}

static unsigned planes(int fd)
{
	struct drm_mode_get_plane_res res = { 0 };

	MUST_DRM(fd, MODE_GETPLANERESOURCES, &res);
	return res.count_planes;
}

int guest_main(void)
{
	const int fd = gpu_open(GPU_CARD);
	const int other = gpu_open(GPU_CARD);

	EXPECT(set(fd, DRM_CLIENT_CAP_UNIVERSAL_PLANES, MUTATE(1, 0)), ==, 0L);
	EXPECT_ROW("a client that knows of all planes sees more", planes(fd) > planes(other),
		   ==, true);
	EXPECT(set(fd, DRM_CLIENT_CAP_UNIVERSAL_PLANES, 0), ==, 0L);
	EXPECT(planes(fd), ==, planes(other));

	EXPECT(set(fd, DRM_CLIENT_CAP_UNIVERSAL_PLANES, 2), ==, (long)-EINVAL);
	EXPECT(set(fd, 0x7fff, 1), ==, (long)-EINVAL);
	return 0;
}

#else

CASE(drm_client_capabilities, .rule = "GPU-3", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_GPU_DISPLAY,
     .summary = "DRM_IOCTL_SET_CLIENT_CAP changes what one open file is told");

#endif
