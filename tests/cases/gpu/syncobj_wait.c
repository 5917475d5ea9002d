/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The wait for sync objects takes an absolute time of the monotonic clock, and says
 * which of several is ready. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

int guest_main(void)
{
	const int fd = gpu_open(GPU_RENDER);
	const unsigned ready = gpu_syncobj(fd, DRM_SYNCOBJ_CREATE_SIGNALED);
	const unsigned open_ = gpu_syncobj(fd, 0);
	const unsigned both[2] = { open_, ready };
	const unsigned submit = DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT;

	EXPECT(gpu_wait(fd, ready, 0, 0), ==, 0L);
	/* Nothing was submitted to it that could end. */
	EXPECT(gpu_wait(fd, open_, 0, 0), ==, (long)-EINVAL);
	EXPECT(gpu_wait(fd, open_, submit, 0), ==, (long)-ETIME);

	const long long before = gpu_deadline(0);

	EXPECT(gpu_wait(fd, open_, submit, 50), ==, (long)-ETIME);
	EXPECT_ROW("it waited until then, not for a time gone by",
		   gpu_deadline(0) - before >= 50000000, ==, true);

	struct drm_syncobj_wait any = {
		.handles = (uintptr_t)both,
		.timeout_nsec = 0,
		.count_handles = 2,
		.flags = submit,
		.first_signaled = 77,
	};
	EXPECT(DRM(fd, SYNCOBJ_WAIT, &any), ==, 0L);
	EXPECT(any.first_signaled, ==, 1u);
	any.flags |= DRM_SYNCOBJ_WAIT_FLAGS_WAIT_ALL;
	EXPECT(DRM(fd, SYNCOBJ_WAIT, &any), ==, (long)-ETIME);

	gpu_signal(fd, MUTATE(open_, ready));
	EXPECT_ROW("all of them", DRM(fd, SYNCOBJ_WAIT, &any), ==, 0L);

	struct drm_syncobj_array reset = { .handles = (uintptr_t)&open_, .count_handles = 1 };

	EXPECT_OK(DRM(fd, SYNCOBJ_RESET, &reset));
	EXPECT(gpu_wait(fd, open_, submit, 0), ==, (long)-ETIME);

	struct drm_syncobj_destroy destroy = { .handle = open_ };

	EXPECT_OK(DRM(fd, SYNCOBJ_DESTROY, &destroy));
	EXPECT(gpu_wait(fd, open_, 0, 0), ==, (long)-ENOENT);
	return 0;
}

#else

CASE(syncobj_wait, .rule = "GPU-11", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_SYNCOBJ,
     .summary = "Sync objects are waited for until an absolute time, one or all of several");

#endif
