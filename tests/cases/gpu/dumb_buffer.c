/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Programs that draw by themselves take buffers for the display: the driver says how
 * long a line is, and the memory is the program's after a mapping. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

int guest_main(void)
{
	const int fd = gpu_open(GPU_CARD);
	/* virtio-gpu makes no framebuffer below 32 by 32 (XRES_MIN, YRES_MIN). */
	struct drm_mode_create_dumb create = { .width = 100, .height = 64, .bpp = 32 };
	struct drm_mode_create_dumb none = { .bpp = 32 };

	MUST_DRM(fd, MODE_CREATE_DUMB, &create);
	EXPECT_ROW("a line has room for its pixels", create.pitch >= 400, ==, true);
	EXPECT_ROW("the buffer has room for its lines",
		   create.size >= (uint64_t)create.pitch * 64, ==, true);
	EXPECT(DRM(fd, MODE_CREATE_DUMB, &none), ==, (long)-EINVAL);

	struct drm_mode_map_dumb map = { .handle = create.handle };

	EXPECT_OK(DRM(fd, MODE_MAP_DUMB, &map));

	const size_t words = create.size / 4;
	volatile uint32_t *one = MUST(mmap, NULL, create.size, PROT_READ | PROT_WRITE,
				      MAP_SHARED, fd, (off_t)map.offset);
	volatile uint32_t *two =
		MUST(mmap, NULL, create.size, PROT_READ, MAP_SHARED, fd, (off_t)map.offset);

	EXPECT_ROW("a new buffer is zero", one[0] | one[words - 1], ==, 0u);
	gpu_fill(one, words, MUTATE(5, 6));
	EXPECT_ROW("a second mapping shows it", gpu_wrong(two, words, 5), ==, 0UL);

	/* A framebuffer of it, and none of what isn't there. */
	struct drm_mode_fb_cmd2 framebuffer = {
		.width = 100,
		.height = 64,
		.pixel_format = 0x34325258, /* XR24 */
		.handles = { create.handle },
		.pitches = { create.pitch },
	};

	EXPECT_OK(DRM(fd, MODE_ADDFB2, &framebuffer));
	EXPECT_ROW("it has a number", framebuffer.fb_id != 0, ==, true);
	EXPECT_OK(DRM(fd, MODE_RMFB, &framebuffer.fb_id));
	framebuffer.handles[0] = create.handle + 1000;
	EXPECT_ROW("without a buffer there is none", DRM(fd, MODE_ADDFB2, &framebuffer) < 0, ==,
		   true);

	struct drm_mode_destroy_dumb destroy = { .handle = create.handle };

	EXPECT_OK(DRM(fd, MODE_DESTROY_DUMB, &destroy));
	EXPECT(DRM(fd, MODE_MAP_DUMB, &map), ==, (long)-ENOENT);
	return 0;
}

#else

CASE(dumb_buffer, .rule = "GPU-10", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_GPU_DISPLAY,
     .summary = "A buffer for the display is made, mapped, drawn into and given back");

#endif
