/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Directories that take several calls to read: each entry comes once, and the
 * position of one leads back to it (node_modules, rm -r, find).
 */
#include "case.h"

#ifdef GUEST

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACE "/tmp/many"

enum { FILES = 300, BUFFER = 1024 };

static unsigned char seen[FILES];

static long list(int fd, char *buffer, size_t size)
{
	return syscall(SYS_getdents64, (long)fd, buffer, size);
}

int guest_main(void)
{
	char buffer[BUFFER] __attribute__((aligned(8)));
	char path[64];
	struct stat s;
	off_t middle = 0;
	ino_t after_middle = 0;
	int calls = 0;
	int wrong = 0;
	int others = 0;
	long n;

	MUST(mkdir, PLACE, 0700);
	for (int i = 0; i < FILES; i++) {
		guest_format(path, sizeof(path), PLACE "/%03d", i);
		close(MUST(open, path, O_CREAT | O_EXCL | O_WRONLY, 0600));
	}

	int fd = MUST(open, PLACE, O_RDONLY | O_DIRECTORY);

	for (; (n = list(fd, buffer, sizeof(buffer))) > 0; calls++) {
		MUTATE(, lseek(fd, 0, calls == 1 ? SEEK_SET : SEEK_CUR));
		for (long at = 0; at < n;) {
			const struct dirent64 *entry = (void *)(buffer + at);

			at += entry->d_reclen;
			if (entry->d_name[0] == '.') {
				others++;
				wrong += entry->d_type != DT_DIR;
				continue;
			}

			unsigned long number = strtoul(entry->d_name, NULL, 10);

			wrong += entry->d_type != DT_REG || number >= FILES || seen[number]++;
			if (calls == 3 && middle && !after_middle)
				after_middle = entry->d_ino;
			if (calls == 3 && !middle)
				middle = entry->d_off;
		}
	}
	EXPECT_ROW("getdents64 ends with 0", n, ==, 0L);
	EXPECT_ROW("it took several calls", calls > 3, ==, true);
	EXPECT_ROW("entries of another type, or twice", wrong, ==, 0);
	EXPECT_ROW("the entries . and ..", others, ==, 2);
	for (int i = 0; i < FILES; i++)
		wrong += seen[i] != 1;
	EXPECT_ROW("files not seen once", wrong, ==, 0);

	/* d_off is where the next entry is found again. */
	EXPECT(lseek(fd, middle, SEEK_SET), ==, middle);
	n = list(fd, buffer, sizeof(buffer));
	if (EXPECT_ROW("reading on from there", n > 0, ==, true)) {
		const struct dirent64 *entry = (void *)buffer;

		EXPECT_ROW("the entry found again", entry->d_ino == after_middle, ==, true);
		guest_format(path, sizeof(path), PLACE "/%s", entry->d_name);
		EXPECT(stat(path, &s), ==, 0);
		EXPECT_ROW("its d_ino is its st_ino", s.st_ino == entry->d_ino, ==, true);
	}
	EXPECT(lseek(fd, 0, SEEK_SET), ==, 0);
	EXPECT_ERROR(list(fd, buffer, 8), EINVAL);
	EXPECT_ERROR(list(0, buffer, sizeof(buffer)), ENOTDIR);
	return 0;
}

#else

CASE(directory_of_300, .rule = "FILE-9", .shared = true,
     .summary = "getdents64(2) lists each of 300 files once and finds its positions again");

#endif
