/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A request that the driver doesn't have is an error, and no harm: Mesa tries what an
 * older kernel may lack. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

int guest_main(void)
{
	uint64_t room[16] = { DRM_CAP_TIMESTAMP_MONOTONIC };
	const int fd = gpu_open(GPU_RENDER);

	/* A driver's number that none has, and a core one of long ago. */
	EXPECT(CALL(ioctl, fd, MUTATE(DRM_IOWR(0x9f, uint64_t[2]), DRM_IOCTL_GET_CAP), room),
	       ==, (long)-EINVAL);
	EXPECT(CALL(ioctl, fd, DRM_IOWR(0xf7, uint64_t[2]), room), ==, (long)-EINVAL);
	/* What isn't DRM's. */
	EXPECT(CALL(ioctl, fd, _IOWR('x', 1, uint64_t), room), ==, (long)-ENOTTY);
	/* What render nodes don't have. */
	EXPECT(CALL(ioctl, fd, DRM_IOCTL_MODE_GETRESOURCES, room), ==, (long)-EACCES);

	struct drm_version version = { 0 };

	EXPECT_OK(DRM(fd, VERSION, &version));
	return 0;
}

#else

CASE(drm_unknown_requests, .rule = "GPU-19", .shared = true, .gpu = true, .needs = NEEDS_GPU,
     .summary = "Requests that the driver doesn't have are errors that say so");

#endif
