/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Two processes use one device at once, and neither gets the other's memory. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

static size_t draw(uint32_t seed)
{
	enum { ROUNDS = 30, WIDTH = 64, HEIGHT = 32, WORDS = WIDTH * HEIGHT };
	size_t wrong = 0;

	for (int i = 0; i < ROUNDS; i++) {
		const int fd = gpu_open(GPU_RENDER);
		const struct drm_virtgpu_resource_create r = gpu_resource(fd, WIDTH, HEIGHT);
		volatile uint32_t *pixels = gpu_map(fd, r.bo_handle, sizeof(uint32_t) * WORDS);
		struct drm_virtgpu_3d_transfer_to_host transfer = {
			.bo_handle = r.bo_handle,
			.box = { .w = WIDTH, .h = HEIGHT, .d = 1 },
		};

		wrong += pixels[0] != 0 || pixels[WORDS - 1] != 0;
		gpu_fill(pixels, WORDS, MUTATE(seed + (uint32_t)i, seed));
		MUST_DRM(fd, VIRTGPU_TRANSFER_TO_HOST, &transfer);
		wrong += gpu_wrong(pixels, WORDS, seed + (uint32_t)i);
		MUST(munmap, (void *)pixels, sizeof(uint32_t) * WORDS);
		if (i % 2)
			gpu_close(fd, r.bo_handle);
		MUST(close, fd);
	}
	return wrong;
}

int guest_main(void)
{
	const int pid = guest_fork();

	if (pid == 0)
		_exit(draw(1000) != 0);
	EXPECT_ROW("this process's pixels", draw(2000), ==, 0UL);
	EXPECT_ROW("the other's", guest_wait(pid), ==, 0);
	return 0;
}

#else

CASE(two_processes, .rule = "GPU-22", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_VIRTGPU,
     .summary = "Two processes use the device at once, each with memory of its own");

#endif
