/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Container engines and systemd open paths that may not leave a directory by
 * openat2(2), and do it by hand where that is ENOSYS.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACE "/tmp/beneath"

static int at;

static int open_how(const char *path, unsigned long flags, unsigned long resolve)
{
	struct open_how how = { .flags = flags,
				.resolve = MUTATE(resolve,
						  resolve & ~(unsigned long)RESOLVE_BENEATH) };

	return (int)syscall(SYS_openat2, (long)at, path, &how, sizeof(how));
}

int guest_main(void)
{
	struct {
		struct open_how how;
		unsigned long more;
	} longer = { .how = { .flags = O_RDONLY }, .more = 0 };

	MUST(mkdir, PLACE, 0700);
	MUST(symlink, "/etc", PLACE "/out");
	MUST(symlink, "inside", PLACE "/link");
	close(MUST(open, PLACE "/inside", O_CREAT | O_WRONLY, 0600));
	at = MUST(open, PLACE, O_PATH | O_DIRECTORY);

	int fd = open_how("inside", O_RDONLY, 0);

	REFUSE_IF(fd < 0 && errno == ENOSYS, "openat2: ENOSYS");
	EXPECT_ROW("a plain open", fd, >=, 0);
	EXPECT_ROW("RESOLVE_BENEATH, inside", open_how("link", O_RDONLY, RESOLVE_BENEATH), >=,
		   0);
	EXPECT_ERROR(open_how("..", O_RDONLY, RESOLVE_BENEATH), EXDEV);
	EXPECT_ERROR(open_how("out/passwd", O_RDONLY, RESOLVE_BENEATH), EXDEV);
	EXPECT_ROW("without it the link leads out", open_how("out/passwd", O_RDONLY, 0), >=, 0);
	EXPECT_ERROR(open_how("out/passwd", O_RDONLY, RESOLVE_IN_ROOT), ENOENT);
	EXPECT_ERROR(open_how("link", O_RDONLY, RESOLVE_NO_SYMLINKS), ELOOP);
	EXPECT_ERROR(open_how("inside", O_RDONLY | O_DIRECTORY, 0), ENOTDIR);
	EXPECT_ERROR(open_how("inside", O_RDONLY, 1UL << 40), EINVAL);

	/* A longer structure is fine as long as nothing is asked by the rest. */
	EXPECT_ROW("a longer structure",
		   (int)syscall(SYS_openat2, (long)at, "inside", &longer, sizeof(longer)), >=,
		   0);
	longer.more = 1;
	EXPECT_ERROR(syscall(SYS_openat2, (long)at, "inside", &longer, sizeof(longer)), E2BIG);
	EXPECT_ERROR(syscall(SYS_openat2, (long)at, "inside", &longer, 8L), EINVAL);
	return 0;
}

#else

CASE(openat2_beneath, .rule = "FILE-7", .shared = true,
     .summary = "openat2(2) keeps a path beneath its directory, or is refused with ENOSYS");

#endif
