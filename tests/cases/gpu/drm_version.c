/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The first thing that libdrm asks: the driver's name, version and description, each
 * text into a buffer of the caller's, whose length it may ask before. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

int guest_main(void)
{
	char name[32];
	char text[64];
	char start[4];
	struct drm_version lengths = { 0 };
	const int fd = gpu_open(GPU_RENDER);

	if (!EXPECT_OK(DRM(fd, VERSION, &lengths)))
		return 1;
	EXPECT_ROW("a name has a length", lengths.name_len > 0 && lengths.name_len < 31, ==,
		   true);
	EXPECT_ROW("a description has a length", lengths.desc_len > 0 && lengths.desc_len < 63,
		   ==, true);
	EXPECT(lengths.version_major >= 0, ==, true);

	memset(name, '#', sizeof(name));
	memset(text, '#', sizeof(text));
	struct drm_version all = {
		.name_len = MUTATE(lengths.name_len, 0),
		.name = name,
		.desc_len = lengths.desc_len,
		.desc = text,
	};

	EXPECT_OK(DRM(fd, VERSION, &all));
	EXPECT(all.version_major, ==, lengths.version_major);
	EXPECT_ROW("the whole name is there", name[lengths.name_len - 1], !=, '#');
	EXPECT_ROW("nothing is written behind the name", name[lengths.name_len], ==, '#');
	EXPECT_ROW("nothing is written behind the description", text[lengths.desc_len], ==,
		   '#');

	/* A buffer that is too small takes the start, and the length is the whole's. */
	memset(start, '#', sizeof(start));
	struct drm_version part = { .name_len = 2, .name = start };

	EXPECT_OK(DRM(fd, VERSION, &part));
	EXPECT(part.name_len, ==, lengths.name_len);
	EXPECT(memcmp(start, name, 2), ==, 0);
	EXPECT(start[2], ==, '#');
	name[lengths.name_len] = 0;
	NOTE("driver", "%s %d.%d", name, all.version_major, all.version_minor);
	return 0;
}

#else

CASE(drm_version, .rule = "GPU-1", .shared = true, .gpu = true, .needs = NEEDS_GPU,
     .summary = "DRM_IOCTL_VERSION fills the caller's buffers with the driver's name");

#endif
