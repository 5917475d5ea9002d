/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The structure of a request may be shorter or longer than the kernel's: what it lacks
 * counts as zero, and programs built with older or newer headers work. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

struct longer {
	struct drm_get_cap cap;
	uint64_t more[2];
};

int guest_main(void)
{
	const int fd = gpu_open(GPU_RENDER);
	struct drm_get_cap usual = { .capability = DRM_CAP_TIMESTAMP_MONOTONIC };
	struct longer more = {
		.cap = { .capability = MUTATE(DRM_CAP_TIMESTAMP_MONOTONIC, DRM_CAP_PRIME) },
		.more = { 0x1111, 0x2222 },
	};
	uint64_t less[2] = { DRM_CAP_TIMESTAMP_MONOTONIC, 0x3333 };

	EXPECT_OK(DRM(fd, GET_CAP, &usual));
	EXPECT(usual.value, ==, 1UL);
	EXPECT_OK(IOCTL(fd, "GET_CAP, longer", DRM_IOWR(0x0c, struct longer), &more));
	EXPECT(more.cap.value, ==, 1UL);
	EXPECT_ROW("what is longer isn't read", more.more[1], ==, 0x2222UL);
	EXPECT_OK(IOCTL(fd, "GET_CAP, shorter", DRM_IOWR(0x0c, uint64_t), less));
	EXPECT_ROW("what is shorter isn't written", less[1], ==, 0x3333UL);
	return 0;
}

#else

CASE(drm_request_sizes, .rule = "GPU-20", .shared = true, .gpu = true, .needs = NEEDS_GPU,
     .summary = "A request's structure may be shorter or longer than the kernel's");

#endif
