/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What libdrm and Mesa ask a device for before they use it: each capability by its
 * number, and an error for one that there isn't. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

static long ask(int fd, uint64_t which, uint64_t *value)
{
	struct drm_get_cap cap = { .capability = which, .value = ~0UL };
	const long r = DRM(fd, GET_CAP, &cap);

	*value = cap.value;
	return r;
}

int guest_main(void)
{
	uint64_t value;
	const int fd = gpu_open(GPU_RENDER);

	EXPECT(ask(fd, MUTATE(DRM_CAP_TIMESTAMP_MONOTONIC, DRM_CAP_PRIME), &value), ==, 0L);
	EXPECT_ROW("times are of the monotonic clock", value, ==, 1UL);
	EXPECT(ask(fd, DRM_CAP_PRIME, &value), ==, 0L);
	EXPECT_ROW("PRIME has no unknown bits",
		   value & ~(uint64_t)(DRM_PRIME_CAP_IMPORT | DRM_PRIME_CAP_EXPORT), ==, 0UL);
	EXPECT(ask(fd, DRM_CAP_SYNCOBJ, &value), ==, 0L);
	EXPECT_ROW("sync objects are there or not", value <= 1, ==, true);
	NOTE("syncobj", "%lu", (unsigned long)value);

	/* A driver without a display says so of all that isn't there. */
	const long unknown = ask(fd, 0x7fff, &value);

	EXPECT_ROW("what there isn't is refused", unknown == -EINVAL || unknown == -EOPNOTSUPP,
		   ==, true);
	EXPECT_ROW("the high half of its number counts",
		   ask(fd, DRM_CAP_PRIME | 1UL << 32, &value), ==, unknown);
	return 0;
}

#else

CASE(drm_capabilities, .rule = "GPU-2", .shared = true, .gpu = true, .needs = NEEDS_GPU,
     .summary = "DRM_IOCTL_GET_CAP tells a device's capabilities, and refuses unknown ones");

#endif
