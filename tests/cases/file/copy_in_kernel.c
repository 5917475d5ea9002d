/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * cp, web servers and container engines let the kernel copy: sendfile, splice,
 * tee and copy_file_range, with positions of their own or the file's.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>

static const char content[] = "0123456789abcdef";

static int make(const char *name, const char *text)
{
	int fd = MUST(memfd_create, name, 0);

	MUST(guest_write_all, fd, text, strlen(text));
	return fd;
}

static void expect_pipe(int fd, const char *wanted)
{
	char text[32] = "";

	EXPECT(read(fd, text, strlen(wanted)), ==, (ssize_t)strlen(wanted));
	EXPECT_STR(text, wanted);
}

int guest_main(void)
{
	int from = make("from", content);
	int to = make("to", "");
	char text[32] = "";
	int first[2];
	int second[2];
	off_t position = MUTATE(10, 11);
	off64_t in = 2;
	off64_t out = 4;

	MUST(pipe2, first, O_NONBLOCK);
	MUST(pipe2, second, O_NONBLOCK);
	MUST(lseek, from, 3, SEEK_SET);

	EXPECT(sendfile(first[1], from, &position, 4), ==, 4);
	EXPECT_ROW("sendfile moves the position given", position, ==, 14);
	EXPECT_ROW("and leaves the file's", lseek(from, 0, SEEK_CUR), ==, 3);
	EXPECT(sendfile(first[1], from, NULL, 3), ==, 3);
	EXPECT_ROW("without one it moves the file's", lseek(from, 0, SEEK_CUR), ==, 6);
	expect_pipe(first[0], "abcd345");

	EXPECT(splice(from, &in, first[1], NULL, 5, 0), ==, 5);
	EXPECT_ROW("splice moves the position given", in, ==, 7);
	EXPECT(tee(first[0], second[1], 3, 0), ==, 3);
	expect_pipe(second[0], "234");
	EXPECT(splice(first[0], NULL, to, &out, 5, 0), ==, 5);
	EXPECT_ROW("splice into a file", pread(to, text, sizeof(text), 4), ==, 5L);
	EXPECT_STR(text, "23456");
	EXPECT_ERROR(splice(first[0], NULL, to, &out, 5, 0), EAGAIN);
	EXPECT_ERROR(splice(from, NULL, to, NULL, 5, 0), EINVAL);

	in = 10;
	out = 0;
	EXPECT(copy_file_range(from, &in, to, &out, 100, 0), ==, 6);
	EXPECT_ROW("copy_file_range stops at the end", in, ==, 16);
	memset(text, 0, sizeof(text));
	EXPECT(pread(to, text, 6, 0), ==, 6);
	EXPECT_STR(text, "abcdef");
	EXPECT_ERROR(copy_file_range(from, &in, to, &out, 1, 99), EINVAL);
	return 0;
}

#else

CASE(copy_in_kernel, .rule = "FILE-5", .shared = true,
     .summary = "sendfile, splice, tee and copy_file_range copy and keep the positions");

#endif
