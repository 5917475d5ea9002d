/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A sync object goes to another open file as a descriptor, and what it waits for as a
 * sync file, which poll(2) takes. */
#include "case.h"

#ifdef GUEST

#include "gpu.h"

#include <poll.h>

int guest_main(void)
{
	const int fd = gpu_open(GPU_RENDER);
	const int other = gpu_open(GPU_RENDER);
	const unsigned object = gpu_syncobj(fd, 0);
	const unsigned submit = DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT;
	struct drm_syncobj_handle out = { .handle = object, .fd = -1 };

	MUST_DRM(fd, SYNCOBJ_HANDLE_TO_FD, &out);
	EXPECT_ROW("a descriptor came", out.fd >= 0, ==, true);
	EXPECT_ROW("execve(2) closes it", MUST(fcntl, out.fd, F_GETFD, 0) & FD_CLOEXEC, ==,
		   FD_CLOEXEC);

	struct drm_syncobj_handle in = { .fd = out.fd };

	MUST_DRM(other, SYNCOBJ_FD_TO_HANDLE, &in);
	EXPECT(gpu_wait(other, in.handle, submit, 0), ==, (long)-ETIME);
	gpu_signal(fd, MUTATE(object, gpu_syncobj(fd, 0)));
	if (!EXPECT_ROW("it is the same object", gpu_wait(other, in.handle, submit, 1000), ==,
			0L))
		return 1;

	/* What it stands for now, as a file of its own. */
	struct drm_syncobj_handle file = {
		.handle = object,
		.flags = DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_EXPORT_SYNC_FILE,
		.fd = -1,
	};
	struct pollfd wait = { .events = POLLIN };

	MUST_DRM(fd, SYNCOBJ_HANDLE_TO_FD, &file);
	wait.fd = file.fd;
	EXPECT(poll(&wait, 1, 1000), ==, 1);
	EXPECT(wait.revents, ==, (short)POLLIN);

	const unsigned third = gpu_syncobj(other, 0);
	struct drm_syncobj_handle back = {
		.handle = third,
		.flags = DRM_SYNCOBJ_FD_TO_HANDLE_FLAGS_IMPORT_SYNC_FILE,
		.fd = file.fd,
	};

	EXPECT_OK(DRM(other, SYNCOBJ_FD_TO_HANDLE, &back));
	EXPECT(gpu_wait(other, third, 0, 0), ==, 0L);

	/* A descriptor of something else. */
	in.fd = other;
	in.flags = 0;
	EXPECT(DRM(other, SYNCOBJ_FD_TO_HANDLE, &in), ==, (long)-EINVAL);
	return 0;
}

#else

CASE(syncobj_descriptors, .rule = "GPU-13", .shared = true, .gpu = true,
     .needs = NEEDS_GPU | NEEDS_SYNCOBJ,
     .summary = "A sync object goes through a descriptor, and as a sync file into poll(2)");

#endif
