/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Mesa asks virtio-gpu for its features one by one. The answer is an int at an
 * address that the structure has, not in the structure. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

static long get(int fd, uint64_t which, void *value)
{
	struct drm_virtgpu_getparam get = { .param = which, .value = (uintptr_t)value };

	return DRM(fd, VIRTGPU_GETPARAM, &get);
}

int guest_main(void)
{
	int words[2] = { -1, -1 };
	const int fd = gpu_open(GPU_RENDER);

	EXPECT(get(fd, VIRTGPU_PARAM_3D_FEATURES, &words), ==, 0L);
	EXPECT_ROW("features of 3D are there or not", words[0] == 0 || words[0] == 1, ==, true);
	NOTE("3d", "%d", words[0]);
	words[0] = -1;
	EXPECT(get(fd, VIRTGPU_PARAM_CAPSET_QUERY_FIX, MUTATE(&words[0], &words[1])), ==, 0L);
	EXPECT(words[0], ==, 1);
	EXPECT_ROW("the answer has four bytes", words[1], ==, -1);

	EXPECT(get(fd, 0x7fff, words), ==, (long)-EINVAL);
	EXPECT(get(fd, VIRTGPU_PARAM_3D_FEATURES, NULL), ==, (long)-EFAULT);
	return 0;
}

#else

CASE(virtgpu_parameters, .rule = "GPU-5", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_VIRTGPU,
     .summary = "DRM_IOCTL_VIRTGPU_GETPARAM answers with an int at the address given");

#endif
