/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Extended attributes carry what backups, object stores and rootless
 * containers note about files.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#define NAME "user.conformance"

int guest_main(void)
{
	static const char value[] = "a\0b";
	char text[256] = "";
	int fd = MUST(open, "/tmp/attributed", O_RDWR | O_CREAT | O_EXCL, 0600);
	bool listed = false;

	EXPECT_ERROR(fgetxattr(fd, NAME, text, sizeof(text)), ENODATA);
	if (!EXPECT(fsetxattr(fd, NAME, value, sizeof(value), XATTR_CREATE), ==, 0))
		return 1;
	MUTATE(, fremovexattr(fd, NAME));
	EXPECT_ERROR(fsetxattr(fd, NAME, "x", 1, XATTR_CREATE), EEXIST);
	EXPECT_ROW("its size alone", fgetxattr(fd, NAME, NULL, 0), ==, (ssize_t)sizeof(value));
	EXPECT(fgetxattr(fd, NAME, text, sizeof(text)), ==, (ssize_t)sizeof(value));
	EXPECT_ROW("its value", memcmp(text, value, sizeof(value)), ==, 0);
	EXPECT_ERROR(fgetxattr(fd, NAME, text, 2), ERANGE);
	EXPECT_ERROR(fsetxattr(fd, "user.other", "x", 1, XATTR_REPLACE), ENODATA);

	ssize_t n = flistxattr(fd, text, sizeof(text));

	for (ssize_t at = 0; at < n; at += (ssize_t)strlen(text + at) + 1)
		listed |= strcmp(text + at, NAME) == 0;
	EXPECT_ROW("it is listed", listed, ==, true);
	EXPECT(fremovexattr(fd, NAME), ==, 0);
	EXPECT_ERROR(fgetxattr(fd, NAME, text, sizeof(text)), ENODATA);
	EXPECT_ERROR(fsetxattr(fd, "nonsense", "x", 1, 0), EOPNOTSUPP);
	unlink("/tmp/attributed");
	return 0;
}

#else

CASE(user_xattr, .rule = "FILE-11", .needs = NEEDS_USER_XATTR, .shared = true,
     .summary = "extended attributes of users are set, read, listed and removed");

#endif
