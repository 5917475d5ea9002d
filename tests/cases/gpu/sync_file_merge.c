/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Two sync files are merged into one, and its fences are listed into an array whose
 * address the structure has. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

#include <linux/sync_file.h>

static int sync_file(int fd)
{
	struct drm_syncobj_handle file = {
		.handle = gpu_syncobj(fd, DRM_SYNCOBJ_CREATE_SIGNALED),
		.flags = DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_EXPORT_SYNC_FILE,
		.fd = -1,
	};

	MUST_DRM(fd, SYNCOBJ_HANDLE_TO_FD, &file);
	return file.fd;
}

int guest_main(void)
{
	const int fd = gpu_open(GPU_RENDER);
	const int first = sync_file(fd);
	const int second = sync_file(fd);
	struct sync_merge_data merge = { .name = "merged", .fd2 = second, .fence = -1 };

	if (!EXPECT_OK(IOCTL(first, "SYNC_IOC_MERGE", SYNC_IOC_MERGE, &merge)))
		return 1;
	EXPECT_ROW("a descriptor came", merge.fence > second, ==, true);

	struct sync_file_info info = { .num_fences = 0 };

	EXPECT_OK(IOCTL(merge.fence, "SYNC_IOC_FILE_INFO", SYNC_IOC_FILE_INFO, &info));
	EXPECT_STR(info.name, "merged");
	EXPECT_ROW("all of it is done", info.status, ==, 1);
	EXPECT_ROW("it has a fence", info.num_fences >= 1, ==, true);

	struct sync_fence_info fences[4];
	const unsigned count = info.num_fences;

	memset(fences, 0xee, sizeof(fences));
	info = (struct sync_file_info){
		.num_fences = count,
		.sync_fence_info = (uintptr_t)MUTATE(fences, fences + 2),
	};
	EXPECT_OK(IOCTL(merge.fence, "SYNC_IOC_FILE_INFO", SYNC_IOC_FILE_INFO, &info));
	EXPECT(fences[0].status, ==, 1);
	EXPECT_ROW("a fence is of a driver",
		   fences[0].driver_name[0] != 0 && fences[0].driver_name[0] != (char)0xee, ==,
		   true);
	EXPECT_ROW("nothing is written behind it", fences[count].status, ==,
		   (int32_t)0xeeeeeeee);

	merge.fd2 = fd;
	EXPECT(CALL(ioctl, first, SYNC_IOC_MERGE, &merge), ==, (long)-ENOENT);
	return 0;
}

#else

CASE(sync_file_merge, .rule = "GPU-15", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_SYNCOBJ,
     .summary = "Sync files are merged, and tell their fences and whether they are done");

#endif
