/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* How libdrm finds out what a device is: by its number, in /sys. */
#include "case.h"

#ifdef GUEST

#include "files.h"
#include "gpu.h"

#include <sys/sysmacros.h>

int guest_main(void)
{
	char path[128];
	char text[512];
	char want[64];
	struct stat node;

	MUST(stat, GPU_RENDER, &node);
	EXPECT_ROW("it is a character device", (node.st_mode & S_IFMT) == S_IFCHR, ==, true);
	EXPECT_ROW("the major number is DRM's", (int)major(node.st_rdev), ==, 226);
	EXPECT_ROW("render nodes begin at 128", minor(node.st_rdev) >= 128, ==, true);

	struct stat opened;
	const int fd = gpu_open(MUTATE(GPU_RENDER, "/dev/null"));

	MUST_SYS(fstat, fd, &opened);
	EXPECT_ROW("the open file has its number", (unsigned long)opened.st_rdev, ==,
		   (unsigned long)node.st_rdev);

	guest_format(path, sizeof(path), "/sys/dev/char/%d:%d/uevent", (int)major(node.st_rdev),
		     (int)minor(node.st_rdev));
	EXPECT_ROW("its uevent can be read", guest_read_file(path, text, sizeof(text)) > 0, ==,
		   true);
	guest_format(want, sizeof(want), "MINOR=%d\n", (int)minor(node.st_rdev));
	EXPECT_ROW("it names the number", strstr(text, want) != NULL, ==, true);
	EXPECT_ROW("it names the node", strstr(text, "DEVNAME=dri/renderD") != NULL, ==, true);

	guest_format(path, sizeof(path), "/sys/dev/char/%d:%d/device/drm",
		     (int)major(node.st_rdev), (int)minor(node.st_rdev));
	EXPECT_ROW("the device has a directory of its nodes", guest_exists(path), ==, true);
	guest_format(path, sizeof(path), "/sys/dev/char/%d:%d/device/subsystem",
		     (int)major(node.st_rdev), (int)minor(node.st_rdev));

	const ssize_t length = readlink(path, text, sizeof(text) - 1);

	EXPECT_ROW("the device is of a bus", length > 0, ==, true);
	text[length > 0 ? length : 0] = 0;
	NOTE("bus", "%s", text);
	return 0;
}

#else

CASE(drm_device_files, .rule = "GPU-18", .shared = true, .gpu = true, .needs = NEEDS_GPU,
     .summary = "A device's number leads to its description in /sys, as libdrm reads it");

#endif
