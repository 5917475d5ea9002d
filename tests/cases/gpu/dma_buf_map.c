/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The descriptor of a buffer maps by itself. The program says when it begins and ends
 * to use it, and poll(2) says that the device has done. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

#include <linux/dma-buf.h>
#include <poll.h>

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	const int fd = gpu_open(GPU_RENDER);
	const struct drm_virtgpu_resource_create r = gpu_resource(fd, (unsigned)(page / 4), 2);
	struct drm_prime_handle out = { .handle = r.bo_handle,
					.flags = DRM_CLOEXEC | DRM_RDWR,
					.fd = -1 };

	MUST_DRM(fd, PRIME_HANDLE_TO_FD, &out);

	volatile uint32_t *words =
		MUST(mmap, NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED, out.fd, 0);
	struct dma_buf_sync sync = { DMA_BUF_SYNC_START | DMA_BUF_SYNC_WRITE };

	EXPECT_OK(IOCTL(out.fd, "DMA_BUF_IOCTL_SYNC", DMA_BUF_IOCTL_SYNC, &sync));
	gpu_fill(words, page / 4, MUTATE(41, 40));
	sync.flags = DMA_BUF_SYNC_END | DMA_BUF_SYNC_WRITE;
	EXPECT_OK(IOCTL(out.fd, "DMA_BUF_IOCTL_SYNC", DMA_BUF_IOCTL_SYNC, &sync));
	EXPECT_ROW("the driver's own mapping shows it",
		   gpu_wrong(gpu_map(fd, r.bo_handle, page), page / 4, 41), ==, 0UL);

	struct pollfd wait = { .fd = out.fd, .events = POLLIN | POLLOUT };

	EXPECT(poll(&wait, 1, 1000), ==, 1);
	EXPECT_ROW("nothing uses it", wait.revents & (POLLIN | POLLOUT), !=, 0);

	sync.flags = 1UL << 40;
	EXPECT(CALL(ioctl, out.fd, DMA_BUF_IOCTL_SYNC, &sync), ==, (long)-EINVAL);
	EXPECT(CALL(ioctl, out.fd, _IO('b', 99), NULL), ==, (long)-ENOTTY);
	EXPECT_ERROR(mmap(NULL, 3 * page, PROT_READ, MAP_SHARED, out.fd, 0), EINVAL);
	return 0;
}

#else

CASE(dma_buf_map, .rule = "GPU-17", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_VIRTGPU,
     .summary = "A buffer's descriptor maps, is synchronized by requests and polled");

#endif
