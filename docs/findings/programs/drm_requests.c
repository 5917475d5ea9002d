/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The first requests that Mesa and libdrm make of a GPU (argument: its node). */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

/* As in include/uapi/drm: the same on x86_64 and arm64. */
struct version {
	int numbers[3];
	size_t name_len;
	char *name;
	size_t date_len;
	char *date;
	size_t desc_len;
	char *desc;
};

static void ask(const char *name, int fd, unsigned long request, void *argument)
{
	const int value = ioctl(fd, request, argument);

	printf("%s: wanted 0, got %s\n", name, value ? strerror(errno) : "0");
}

int main(int argc, char **argv)
{
	struct version version = { { 0 }, 0, 0, 0, 0, 0, 0 };
	uint64_t capability[2] = { 0x6 /* DRM_CAP_TIMESTAMP_MONOTONIC */, 0 };
	uint32_t syncobj[2] = { 0, 0 };
	const int fd = open(argc > 1 ? argv[1] : "/dev/dri/renderD128", O_RDWR);

	if (fd < 0) {
		printf("no GPU: %s\n", strerror(errno));
		return 1;
	}
	ask("DRM_IOCTL_VERSION", fd, _IOWR('d', 0x00, struct version), &version);
	ask("DRM_IOCTL_GET_CAP", fd, _IOWR('d', 0x0c, uint64_t[2]), capability);
	ask("DRM_IOCTL_SYNCOBJ_CREATE", fd, _IOWR('d', 0xbf, uint32_t[2]), syncobj);
	return 0;
}
