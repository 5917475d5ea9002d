/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A mapping keeps the buffer's memory: after its handle is closed, after the device's
 * file is closed, and in a child. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	const int fd = gpu_open(GPU_RENDER);
	const struct drm_virtgpu_resource_create r = gpu_resource(fd, (unsigned)(page / 4), 2);
	volatile uint32_t *words = gpu_map(fd, r.bo_handle, 2 * page);

	gpu_fill(words, 2 * page / 4, 3);
	gpu_close(fd, r.bo_handle);
	EXPECT_ROW("without its handle", gpu_wrong(words, 2 * page / 4, 3), ==, 0UL);
	MUST(close, fd);
	EXPECT_ROW("without the device's file", gpu_wrong(words, 2 * page / 4, 3), ==, 0UL);

	const int pid = guest_fork();

	if (pid == 0) {
		const size_t wrong = gpu_wrong(words, 2 * page / 4, 3);

		words[page / 4] = MUTATE(0x600d600d, 0);
		_exit(wrong != 0);
	}
	EXPECT_ROW("a child sees the same", guest_wait(pid), ==, 0);
	EXPECT_ROW("what a child writes is seen", words[page / 4], ==, 0x600d600du);
	EXPECT_OK(munmap((void *)words, 2 * page));
	return 0;
}

#else

CASE(gem_map_outlives_handle, .rule = "GPU-8", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_VIRTGPU,
     .summary = "A mapping keeps a buffer's memory after its handle and file are closed");

#endif
