/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Vulkan's timeline semaphores: points of 64 bits on one object, in order. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

static long signal_at(int fd, unsigned handle, uint64_t point)
{
	struct drm_syncobj_timeline_array array = {
		.handles = (uintptr_t)&handle,
		.points = (uintptr_t)&point,
		.count_handles = 1,
	};

	return DRM(fd, SYNCOBJ_TIMELINE_SIGNAL, &array);
}

static uint64_t query(int fd, unsigned handle)
{
	uint64_t point = 77;
	struct drm_syncobj_timeline_array array = {
		.handles = (uintptr_t)&handle,
		.points = (uintptr_t)&point,
		.count_handles = 1,
	};

	MUST_DRM(fd, SYNCOBJ_QUERY, &array);
	return point;
}

static long wait_for(int fd, unsigned handle, uint64_t point, long ms)
{
	struct drm_syncobj_timeline_wait wait = {
		.handles = (uintptr_t)&handle,
		.points = (uintptr_t)&point,
		.timeout_nsec = ms ? gpu_deadline(ms) : 0,
		.count_handles = 1,
		.flags = DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT,
	};

	return DRM(fd, SYNCOBJ_TIMELINE_WAIT, &wait);
}

int guest_main(void)
{
	const uint64_t far_away = 1UL << 40;
	const int fd = gpu_open(GPU_RENDER);
	const unsigned line = gpu_syncobj(fd, 0);
	const unsigned copy = gpu_syncobj(fd, 0);

	EXPECT(query(fd, line), ==, 0UL);
	EXPECT_OK(signal_at(fd, line, MUTATE(5, 4)));
	EXPECT(query(fd, line), ==, 5UL);
	EXPECT(wait_for(fd, line, 3, 0), ==, 0L);
	EXPECT(wait_for(fd, line, 5, 0), ==, 0L);
	EXPECT(wait_for(fd, line, 6, 20), ==, (long)-ETIME);
	EXPECT_OK(signal_at(fd, line, far_away));
	EXPECT_ROW("points have 64 bits", query(fd, line), ==, far_away);

	/* The state of a point moves to an object without a line. */
	struct drm_syncobj_transfer transfer = {
		.src_handle = line,
		.dst_handle = copy,
		.src_point = far_away,
	};

	EXPECT_OK(DRM(fd, SYNCOBJ_TRANSFER, &transfer));
	EXPECT(gpu_wait(fd, copy, 0, 0), ==, 0L);
	transfer.src_point = far_away + 1;
	EXPECT(DRM(fd, SYNCOBJ_TRANSFER, &transfer), ==, (long)-EINVAL);
	return 0;
}

#else

CASE(syncobj_timeline, .rule = "GPU-12", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_SYNCOBJ | NEEDS_SYNCOBJ_TIMELINE,
     .summary = "A sync object's timeline is signalled, queried and waited for by points");

#endif
