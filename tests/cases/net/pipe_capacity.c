/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Pipes: a full one refuses or waits, its size can be asked and set, and short
 * writes of several processes never mix (make's job server, loggers).
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
	RECORD = 512,
	WRITERS = 3,
	RECORDS = 40,
	BLOCK = 4096,
	SMALL = 1 << 16,
	LARGE = 1 << 17
};

static char block[BLOCK];

static void check_capacity(void)
{
	struct pollfd room;
	int ends[2];
	int waiting = 0;
	long filled = 0;
	char byte;

	MUST(pipe2, ends, O_NONBLOCK);

	int size = fcntl(ends[1], MUTATE(F_GETPIPE_SZ, F_GETFD));

	EXPECT_ERROR(read(ends[0], &byte, 1), EAGAIN);
	/* pipe(7): 16 pages, of whatever size the kernel's are. */
	EXPECT_ROW("the usual size is 65536 at least", size >= SMALL, ==, true);
	/* Whatever the pages, it can then be made larger. */
	size = fcntl(ends[1], F_SETPIPE_SZ, SMALL);
	EXPECT_ROW("a smaller size", size, ==, SMALL);
	for (ssize_t n; (n = write(ends[1], block, BLOCK)) > 0;)
		filled += n;
	EXPECT_ROW("full, it says EAGAIN", errno, ==, EAGAIN);
	EXPECT_ROW("it holds what it says", filled, ==, (long)size);
	EXPECT(ioctl(ends[0], FIONREAD, &waiting), ==, 0);
	EXPECT_ROW("FIONREAD", waiting, ==, size);
	room = (struct pollfd){ .fd = ends[1], .events = POLLOUT };
	EXPECT_ROW("no room", poll(&room, 1, 0), ==, 0);
	EXPECT_ROW("a larger size", fcntl(ends[1], F_SETPIPE_SZ, LARGE), ==, LARGE);
	EXPECT_ROW("room", poll(&room, 1, 0), ==, 1);
	EXPECT_ROW("more than it holds", fcntl(ends[1], F_SETPIPE_SZ, 4096) < 0 ? errno : 0, ==,
		   EBUSY);
}

static void check_atomicity(void)
{
	char record[RECORD];
	int mixed = 0;
	int records = 0;
	int pids[WRITERS];
	int ends[2];

	MUST(pipe, ends);
	for (int i = 0; i < WRITERS; i++) {
		pids[i] = MUST(fork);
		if (pids[i] == 0) {
			for (int j = 0; j < RECORD; j++)
				record[j] = (char)('a' + i);
			for (int j = 0; j < RECORDS; j++)
				MUST(write, ends[1], record, RECORD);
			_exit(0);
		}
	}
	close(ends[1]);
	while (read(ends[0], record, RECORD) == RECORD) {
		records++;
		for (int j = 1; j < RECORD; j++)
			mixed += record[j] != record[0];
	}
	EXPECT_ROW("the records of all writers", records, ==, WRITERS * RECORDS);
	EXPECT_ROW("bytes of another writer's", mixed, ==, 0);
	for (int i = 0; i < WRITERS; i++)
		EXPECT_ROW("a writer's status", guest_wait(pids[i]), ==, 0);
}

int guest_main(void)
{
	check_capacity();
	check_atomicity();
	return 0;
}

#else

CASE(pipe_capacity, .rule = "NET-1", .needs = NEEDS_PIPE_ROOM, .shared = true,
     .summary = "a pipe holds as much as it says and keeps short writes whole");

#endif
