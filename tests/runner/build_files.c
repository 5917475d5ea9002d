/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "build_files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool build_files_find(const char *directory, struct build_files *files, char *why, size_t size)
{
	static char payload[512], initrd[512], images[512], guests[512], work[512];
	char *build = realpath(directory, NULL);

	if (!build) {
		snprintf(why, size, "%s: %s; `make set-up` makes it", directory,
			 strerror(errno));
		return false;
	}
	if (strpbrk(build, ":,\\")) {
		snprintf(
			why, size,
			"%s: overlay mounts take no path with ':', ',' or '\\'; move the clone",
			build);
		return false;
	}
	snprintf(payload, sizeof(payload), "%s/payload.erofs", build);
	snprintf(initrd, sizeof(initrd), "%s/initrd", build);
	snprintf(images, sizeof(images), "%s/images", build);
	snprintf(guests, sizeof(guests), "%s/payload/guests", build);
	snprintf(work, sizeof(work), "%s/work", build);
	free(build);
	*files = (struct build_files){ images, payload, initrd, guests, work };
	if (mkdir(work, 0755) && errno != EEXIST) {
		snprintf(why, size, "cannot make %s: %s", work, strerror(errno));
		return false;
	}
	return true;
}

int memory_available_mib(void)
{
	FILE *file = fopen("/proc/meminfo", "re");
	char line[128];
	long kib = 0;

	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "MemAvailable: %ld", &kib) == 1)
			break;
	if (file)
		fclose(file);
	return (int)(kib / 1024);
}

int machines_that_fit(int most)
{
	int fitting = memory_available_mib() / MACHINE_MIB;

	return fitting < 1 ? 1 : fitting < most ? fitting : most;
}
