/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A buffer becomes a descriptor, and that a handle again: the same one in the file it
 * came from, and a new one of the same memory elsewhere. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	const int fd = gpu_open(GPU_RENDER);
	const int other = gpu_open(GPU_RENDER);
	const struct drm_virtgpu_resource_create r = gpu_resource(fd, (unsigned)(page / 4), 3);
	struct drm_prime_handle out = { .handle = r.bo_handle,
					.flags = DRM_CLOEXEC | DRM_RDWR,
					.fd = -1 };

	MUST_DRM(fd, PRIME_HANDLE_TO_FD, &out);
	EXPECT_ROW("execve(2) closes it", MUST(fcntl, out.fd, F_GETFD, 0) & FD_CLOEXEC, ==,
		   FD_CLOEXEC);
	EXPECT_ROW("it is as large as the buffer", SYS(lseek, out.fd, 0, SEEK_END), ==,
		   (long)(3 * page));

	struct drm_prime_handle in = { .fd = out.fd };

	EXPECT_OK(DRM(fd, PRIME_FD_TO_HANDLE, &in));
	EXPECT_ROW("where it came from it is the same", in.handle, ==, r.bo_handle);

	in.handle = 0;
	MUST_DRM(other, PRIME_FD_TO_HANDLE, &in);

	volatile uint32_t *here = gpu_map(fd, r.bo_handle, 3 * page);
	volatile uint32_t *there = gpu_map(other, in.handle, 3 * page);

	gpu_fill(here, 3 * page / 4, MUTATE(23, 24));
	EXPECT_ROW("elsewhere it is the same memory", gpu_wrong(there, 3 * page / 4, 23), ==,
		   0UL);
	gpu_close(fd, r.bo_handle);
	EXPECT_ROW("it stays there", gpu_wrong(there, 3 * page / 4, 23), ==, 0UL);

	in.fd = fd;
	EXPECT(DRM(other, PRIME_FD_TO_HANDLE, &in), ==, (long)-EINVAL);
	out.handle = 123456;
	EXPECT(DRM(fd, PRIME_HANDLE_TO_FD, &out), ==, (long)-ENOENT);
	return 0;
}

#else

CASE(prime_handles, .rule = "GPU-16", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_VIRTGPU,
     .summary = "A buffer goes through a descriptor to another open file of the device");

#endif
