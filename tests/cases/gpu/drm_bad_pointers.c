/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A structure, or what it points to, where no memory is: EFAULT, and the program goes
 * on. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	const int fd = gpu_open(GPU_RENDER);
	char *memory = MUST(mmap, NULL, 3 * page, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct drm_get_cap *across = (struct drm_get_cap *)(memory + 2 * page - 8);
	struct drm_version version = { .name_len = 8, .name = memory + 2 * page };

	MUST(mprotect, memory, page, PROT_READ);
	MUST(munmap, memory + MUTATE(2, 1) * page, page);

	EXPECT(DRM(fd, GET_CAP, NULL), ==, (long)-EFAULT);
	EXPECT(DRM(fd, GET_CAP, memory + 2 * page), ==, (long)-EFAULT);
	EXPECT(DRM(fd, GET_CAP, across), ==, (long)-EFAULT);
	EXPECT_ROW("it may be read, and not written", DRM(fd, GET_CAP, memory), ==,
		   (long)-EFAULT);
	EXPECT(DRM(fd, VERSION, &version), ==, (long)-EFAULT);
	EXPECT(CALL(ioctl, -1, DRM_IOCTL_GET_CAP, memory + page), ==, (long)-EBADF);

	struct drm_get_cap *whole = (struct drm_get_cap *)(memory + 2 * page - sizeof(*whole));

	whole->capability = DRM_CAP_TIMESTAMP_MONOTONIC;
	EXPECT_ROW("up to the page's end all is well", DRM(fd, GET_CAP, whole), ==, 0L);
	return 0;
}

#else

CASE(drm_bad_pointers, .rule = "GPU-21", .shared = true, .gpu = true, .needs = NEEDS_GPU,
     .summary = "A request whose memory isn't there fails with EFAULT");

#endif
