/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What a program drew goes to the device by a transfer, and the wait for it ends. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

enum { WIDTH = 64, HEIGHT = 64, PIXELS = WIDTH * HEIGHT };

int guest_main(void)
{
	const int fd = gpu_open(GPU_RENDER);
	const struct drm_virtgpu_resource_create r = gpu_resource(fd, WIDTH, HEIGHT);
	volatile uint32_t *pixels = gpu_map(fd, r.bo_handle, sizeof(uint32_t) * PIXELS);
	struct drm_virtgpu_3d_transfer_to_host transfer = {
		.bo_handle = MUTATE(r.bo_handle, r.bo_handle + 1000),
		.box = { .w = WIDTH, .h = HEIGHT, .d = 1 },
	};
	struct drm_virtgpu_3d_wait wait = { .handle = r.bo_handle };

	gpu_fill(pixels, PIXELS, 11);
	EXPECT_OK(DRM(fd, VIRTGPU_TRANSFER_TO_HOST, &transfer));
	EXPECT_OK(DRM(fd, VIRTGPU_WAIT, &wait));
	EXPECT_ROW("the program's pixels stay", gpu_wrong(pixels, PIXELS, 11), ==, 0UL);
	/* Nothing is left to wait for. */
	wait.flags = VIRTGPU_WAIT_NOWAIT;
	EXPECT_OK(DRM(fd, VIRTGPU_WAIT, &wait));

	wait.handle = transfer.bo_handle = r.bo_handle + 1000;
	EXPECT(DRM(fd, VIRTGPU_WAIT, &wait), ==, (long)-ENOENT);
	EXPECT(DRM(fd, VIRTGPU_TRANSFER_TO_HOST, &transfer), ==, (long)-ENOENT);
	return 0;
}

#else

CASE(virtgpu_transfer, .rule = "GPU-9", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_VIRTGPU,
     .summary = "A transfer to the device is done, and the wait for it ends");

#endif
