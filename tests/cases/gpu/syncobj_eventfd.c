/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A compositor is told by an eventfd that a point of a timeline is reached. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

#include <poll.h>

int guest_main(void)
{
	const int fd = gpu_open(GPU_RENDER);
	const int event = (int)MUST_SYS(eventfd2, 0, O_CLOEXEC | O_NONBLOCK);
	const unsigned line = gpu_syncobj(fd, 0);
	struct drm_syncobj_eventfd tell = { .handle = line, .point = 4, .fd = event };
	struct pollfd wait = { .fd = event, .events = POLLIN };
	uint64_t point = MUTATE(4, 3);
	uint64_t count = 0;
	struct drm_syncobj_timeline_array array = {
		.handles = (uintptr_t)&line,
		.points = (uintptr_t)&point,
		.count_handles = 1,
	};

	MUST_DRM(fd, SYNCOBJ_EVENTFD, &tell);
	EXPECT_ROW("nothing is told too early", poll(&wait, 1, 0), ==, 0);
	MUST_DRM(fd, SYNCOBJ_TIMELINE_SIGNAL, &array);
	EXPECT_ROW("it is told", poll(&wait, 1, 2000), ==, 1);
	EXPECT(SYS(read, event, &count, sizeof(count)), ==, 8L);
	EXPECT(count, ==, 1UL);
	tell.fd = fd;
	EXPECT_ROW("what is no eventfd is refused", DRM(fd, SYNCOBJ_EVENTFD, &tell) < 0, ==,
		   true);
	return 0;
}

#else

CASE(syncobj_eventfd, .rule = "GPU-14", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_SYNCOBJ | NEEDS_SYNCOBJ_TIMELINE | NEEDS_SYNCOBJ_EVENTFD,
     .summary = "An eventfd is told when a point of a sync object's timeline is reached");

#endif
