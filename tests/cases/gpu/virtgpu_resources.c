/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A resource of virtio-gpu has a handle that counts for one open file only, and a
 * number of the device's; closed, it is gone. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

int guest_main(void)
{
	const int fd = gpu_open(GPU_RENDER);
	const int other = gpu_open(GPU_RENDER);
	const struct drm_virtgpu_resource_create r = gpu_resource(fd, 64, 64);
	struct drm_virtgpu_resource_info info = { .bo_handle = r.bo_handle };

	EXPECT_ROW("a handle isn't 0", r.bo_handle != 0, ==, true);
	EXPECT_OK(DRM(fd, VIRTGPU_RESOURCE_INFO, &info));
	EXPECT(info.res_handle, ==, r.res_handle);
	EXPECT_ROW("it is as large as its pixels", info.size >= 64 * 64 * 4, ==, true);

	const struct drm_virtgpu_resource_create second = gpu_resource(fd, 64, 64);

	EXPECT_ROW("another one has another handle", second.bo_handle != r.bo_handle, ==, true);
	EXPECT_ROW("another one has another number", second.res_handle != r.res_handle, ==,
		   true);

	/* Elsewhere the handle is nobody's. */
	info = (struct drm_virtgpu_resource_info){ .bo_handle = r.bo_handle };
	EXPECT(DRM(other, VIRTGPU_RESOURCE_INFO, &info), ==, (long)-ENOENT);

	gpu_close(fd, MUTATE(r.bo_handle, second.bo_handle));
	info.bo_handle = r.bo_handle;
	EXPECT(DRM(fd, VIRTGPU_RESOURCE_INFO, &info), ==, (long)-ENOENT);

	struct drm_gem_close again = { .handle = r.bo_handle };

	EXPECT(DRM(fd, GEM_CLOSE, &again), ==, (long)-EINVAL);
	return 0;
}

#else

CASE(virtgpu_resources, .rule = "GPU-6", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_VIRTGPU,
     .summary = "Resources are made, asked about and closed, by handles of one open file");

#endif
