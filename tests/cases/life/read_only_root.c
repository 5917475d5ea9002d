/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* `--read-only`: nothing of the image can be changed, and what the engine
 * mounts over it still can. */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int guest_main(void)
{
	char byte = 0;

	MUTATE(, mkdir("/dev/shm/usr", 0755); SYS(chroot, "/dev/shm"));
	EXPECT(SYS(openat, AT_FDCWD, "/usr/new", O_WRONLY | O_CREAT, 0644), ==, -EROFS);
	EXPECT(SYS(openat, AT_FDCWD, "/etc/passwd", O_RDWR), ==, -EROFS);
	EXPECT(SYS(mkdirat, AT_FDCWD, "/usr/new", 0755), ==, -EROFS);
	EXPECT(SYS(unlinkat, AT_FDCWD, "/etc/passwd", 0), ==, -EROFS);
	EXPECT(SYS(openat, AT_FDCWD, "/etc/passwd", O_RDONLY | O_CLOEXEC), >=, 0);

	/* Control: the same calls where it is writable. */
	int fd = open("/dev/shm/new", O_RDWR | O_CREAT, 0644);

	if (!EXPECT(fd, >=, 0))
		return 0;
	EXPECT(write(fd, "x", 1), ==, 1L);
	EXPECT(pread(fd, &byte, 1, 0), ==, 1L);
	EXPECT(byte, ==, 'x');
	EXPECT(mkdir("/dev/shm/directory", 0755), ==, 0);
	EXPECT(unlink("/dev/shm/new"), ==, 0);
	return 0;
}

#else

CASE(read_only_root, .rule = "LIFE-7",
     .summary = "a read-only root gives EROFS, and /dev/shm is writable",
     .engines = CRUN | PODMAN, .read_only_root = true);

#endif
