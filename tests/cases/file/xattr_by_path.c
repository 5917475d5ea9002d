/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Extended attributes by path, through a link and of the link itself. Copying
 * programs and package managers use all twelve calls.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <fcntl.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#define FILE_NAME "/tmp/xattr_by_path"
#define LINK FILE_NAME ".link"

int guest_main(void)
{
	char value[16] = "";
	char list[64] = "";
	const int fd = MUST(open, FILE_NAME, O_RDWR | O_CREAT, 0600);

	MUST(symlink, FILE_NAME, LINK);

	const long first = CALL(setxattr, LINK, "user.one", "first", 5, XATTR_CREATE);

	REFUSE_IF(first == -EOPNOTSUPP &&
			  CALL(fsetxattr, fd, "user.one", "x", 1, 0) == -EOPNOTSUPP,
		  "no extended attributes in /tmp");
	EXPECT(first, ==, 0);
	EXPECT(CALL(setxattr, FILE_NAME, "user.one", "again", 5, XATTR_CREATE), ==, -EEXIST);
	EXPECT(CALL(setxattr, FILE_NAME, "user.two", "2", 1, XATTR_REPLACE), ==, -ENODATA);
	EXPECT(CALL(lsetxattr, FILE_NAME, "user.two", "second", MUTATE(6, 5), 0), ==, 0);
	EXPECT(CALL(setxattr, FILE_NAME, "user.one", "1st", 3, XATTR_REPLACE), ==, 0);
	EXPECT(CALL(setxattr, FILE_NAME, "user.three", "", 0, 4), ==, -EINVAL);
	EXPECT(CALL(setxattr, FILE_NAME, "nothing", "", 0, 0), ==, -EOPNOTSUPP);

	EXPECT(CALL(getxattr, LINK, "user.one", NULL, 0), ==, 3);
	EXPECT(CALL(getxattr, LINK, "user.one", value, sizeof(value)), ==, 3);
	EXPECT_STR(value, "1st");
	EXPECT(CALL(lgetxattr, FILE_NAME, "user.two", value, sizeof(value)), ==, 6);
	EXPECT_ROW("lgetxattr: value", memcmp(value, "second", 6), ==, 0);
	EXPECT(CALL(getxattr, FILE_NAME, "user.two", value, 5), ==, -ERANGE);
	EXPECT(CALL(fgetxattr, fd, "user.two", value, sizeof(value)), ==, 6);

	/* A link has no attributes of the user, and says so. */
	EXPECT(CALL(lsetxattr, LINK, "user.link", "l", 1, 0), ==, -EPERM);
	EXPECT(CALL(lgetxattr, LINK, "user.one", value, sizeof(value)), <, 0);
	EXPECT(CALL(llistxattr, LINK, list, sizeof(list)), ==, 0);

	EXPECT(CALL(listxattr, LINK, NULL, 0), ==, 18);
	EXPECT(CALL(listxattr, LINK, list, sizeof(list)), ==, 18);
	EXPECT_ROW("listxattr: both names",
		   (memcmp(list, "user.one\0user.two", 18) == 0) ^
			   (memcmp(list, "user.two\0user.one", 18) == 0),
		   ==, 1);
	EXPECT(CALL(listxattr, FILE_NAME, list, 17), ==, -ERANGE);
	EXPECT(CALL(llistxattr, FILE_NAME, list, sizeof(list)), ==, 18);

	EXPECT(CALL(lremovexattr, LINK, "user.one"), <, 0);
	EXPECT(CALL(removexattr, LINK, "user.one"), ==, 0);
	EXPECT(CALL(getxattr, FILE_NAME, "user.one", value, sizeof(value)), ==, -ENODATA);
	EXPECT(CALL(lremovexattr, FILE_NAME, "user.two"), ==, 0);
	EXPECT(CALL(removexattr, FILE_NAME, "user.two"), ==, -ENODATA);
	EXPECT(CALL(listxattr, FILE_NAME, list, sizeof(list)), ==, 0);
	EXPECT(CALL(listxattr, "/tmp/none", list, sizeof(list)), ==, -ENOENT);
	unlink(LINK);
	unlink(FILE_NAME);
	return 0;
}

#else

CASE(xattr_by_path, .rule = "FILE-11", .needs = NEEDS_USER_XATTR, .shared = true,
     .summary = "extended attributes are set, read, listed and removed by path, through a link "
		"or not");

#endif
