/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The memory of a GPU's buffer is mapped at an offset that the driver gives: all of it,
 * or any number of its first pages, and all mappings show the same memory. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	const size_t words = page / 4;
	const int fd = gpu_open(GPU_RENDER);
	/* Five pages: no multiple of 16 KiB where those have 4. */
	const struct drm_virtgpu_resource_create r = gpu_resource(fd, (unsigned)words, 5);
	uint32_t *all = gpu_map(fd, r.bo_handle, 5 * page);
	struct drm_virtgpu_map map = { .handle = r.bo_handle };

	EXPECT_ROW("new memory is zero", all[0] | all[5 * words - 1], ==, 0u);
	gpu_fill(all, 5 * words, MUTATE(7, 8));
	MUST_DRM(fd, VIRTGPU_MAP, &map);
	for (size_t n = 1; n < 5; n++) {
		uint32_t *first = mmap(NULL, n * page, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
				       (off_t)map.offset);

		if (!EXPECT_ROW("so many of its first pages map",
				first == MAP_FAILED ? errno : 0, ==, 0))
			return 1;
		EXPECT_ROW("they are those pages", gpu_wrong(first, n * words, 7), ==, 0UL);
		EXPECT_OK(munmap(first, n * page));
	}

	/* Its last pages may go, and the others stay. */
	EXPECT_OK(munmap(all + 3 * words, 2 * page));
	EXPECT_ROW("the others", gpu_wrong(all, 3 * words, 7), ==, 0UL);

	EXPECT_ROW("more than it has doesn't map",
		   mmap(NULL, 64 * page, PROT_READ, MAP_SHARED, fd, (off_t)map.offset) ==
			   MAP_FAILED,
		   ==, true);
	EXPECT_ERROR(mmap(NULL, page, PROT_READ, MAP_SHARED, fd, (off_t)(map.offset + 1024)),
		     EINVAL);
	EXPECT_ROW("an offset that nobody gave doesn't map",
		   mmap(NULL, page, PROT_READ, MAP_SHARED, fd, 1L << 44) == MAP_FAILED, ==,
		   true);
	return 0;
}

#else

CASE(gem_map_at_page, .rule = "GPU-7", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_VIRTGPU,
     .summary = "A GPU's buffer maps by any number of the program's pages");

#endif
