/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* One thread waits for what another signals, again and again. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

enum { ROUNDS = 50 };

static int fd;
static unsigned there, back;

static void take(unsigned handle)
{
	struct drm_syncobj_array reset = { .handles = (uintptr_t)&handle, .count_handles = 1 };

	MUST_DRM(fd, SYNCOBJ_RESET, &reset);
}

static int answer(void *unused)
{
	(void)unused;
	for (int i = 0; i < MUTATE(ROUNDS, ROUNDS - 1); i++) {
		if (gpu_wait(fd, there, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT, 10000) != 0)
			return i;
		take(there);
		gpu_signal(fd, back);
	}
	return ROUNDS;
}

int guest_main(void)
{
	struct guest_thread thread = { .run = NULL };
	int done = 0;

	fd = gpu_open(GPU_RENDER);
	there = gpu_syncobj(fd, 0);
	back = gpu_syncobj(fd, 0);
	MUST(thread_start, &thread, answer, NULL);
	for (; done < ROUNDS; done++) {
		gpu_signal(fd, there);
		/* A slow machine needs seconds; the broken twin need not wait as long. */
		if (gpu_wait(fd, back, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT,
			     MUTATE(10000, 1000)) != 0)
			break;
		take(back);
	}
	EXPECT(done, ==, ROUNDS);
	EXPECT(thread_join(&thread), ==, ROUNDS);
	return 0;
}

#else

CASE(syncobj_threads, .rule = "GPU-11", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_SYNCOBJ,
     .summary = "A thread that waits for a sync object wakes when another signals it");

#endif
