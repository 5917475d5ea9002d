/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* O_TMPFILE makes a file without a name, which linkat(2) may give one: package
 * managers and databases write like this. Its value has bits that differ
 * between architectures. */
#include "case.h"

#ifdef GUEST

#include "files.h"

int guest_main(void)
{
	char path[64];
	char text[8] = "";
	struct stat s;
	int fd = open("/dev/shm", O_RDWR | O_CLOEXEC | MUTATE(O_TMPFILE, O_CREAT), 0640);

	if (!EXPECT_ROW("O_TMPFILE makes a file", fd >= 0, ==, true))
		return 0;
	MUST(fstat, fd, &s);
	EXPECT(s.st_nlink, ==, 0U);
	EXPECT(s.st_mode, ==, (unsigned)S_IFREG | 0640);
	EXPECT(write(fd, "named", 5), ==, 5L);

	guest_format(path, sizeof(path), "/proc/self/fd/%d", fd);
	EXPECT(linkat(AT_FDCWD, path, AT_FDCWD, "/dev/shm/name", AT_SYMLINK_FOLLOW), ==, 0);
	MUST(fstat, fd, &s);
	EXPECT(s.st_nlink, ==, 1U);
	EXPECT(guest_read_file("/dev/shm/name", text, sizeof(text)), ==, 5L);
	EXPECT_STR(text, "named");

	/* With O_EXCL it never gets a name; without write access it is none. */
	int other = open("/dev/shm", O_RDWR | O_CLOEXEC | O_TMPFILE | O_EXCL, 0600);

	EXPECT_ROW("O_EXCL is allowed", other >= 0, ==, true);
	guest_format(path, sizeof(path), "/proc/self/fd/%d", other);
	EXPECT_ERROR(linkat(AT_FDCWD, path, AT_FDCWD, "/dev/shm/other", AT_SYMLINK_FOLLOW),
		     ENOENT);
	EXPECT_ERROR(open("/dev/shm", O_RDONLY | O_TMPFILE, 0600), EINVAL);
	return 0;
}

#else

CASE(unnamed_file, .rule = "FILE-20", .shared = true,
     .summary = "O_TMPFILE makes a file without a name, and linkat(2) names it");

#endif
