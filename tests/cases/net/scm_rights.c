/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Processes hand descriptors to each other: D-Bus, Wayland, systemd's socket
 * activation, container engines' consoles.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { COUNT = 3 };

union control {
	char room[CMSG_SPACE(COUNT * sizeof(int))];
	struct cmsghdr header;
};

static ssize_t send_all(int to, const int *fds)
{
	union control control = { .room = "" };
	struct iovec part = { (void *)"m", 1 };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = MUTATE(sizeof(control.room), 0) };

	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	control.header.cmsg_len = CMSG_LEN(COUNT * sizeof(int));
	memcpy(CMSG_DATA(&control.header), fds, COUNT * sizeof(int));
	return sendmsg(to, &message, 0);
}

/* How many descriptors came; `room` limits what can. */
static size_t receive(int from, int *fds, size_t room, int flags, int *told)
{
	union control control = { .room = "" };
	char byte;
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = room };

	EXPECT(recvmsg(from, &message, flags), ==, 1);
	*told = message.msg_flags;
	if (message.msg_controllen < sizeof(struct cmsghdr))
		return 0;
	EXPECT(control.header.cmsg_level, ==, SOL_SOCKET);
	EXPECT(control.header.cmsg_type, ==, SCM_RIGHTS);

	size_t bytes = control.header.cmsg_len - CMSG_LEN(0);

	memcpy(fds, CMSG_DATA(&control.header), bytes);
	return bytes / sizeof(int);
}

int guest_main(void)
{
	int fds[COUNT];
	int got[COUNT] = { -1, -1, -1 };
	int bad[COUNT] = { 0, 999, 1 };
	int told;
	int ends[2];

	MUST(socketpair, AF_UNIX, SOCK_STREAM, 0, ends);
	for (int i = 0; i < COUNT; i++) {
		fds[i] = MUST(memfd_create, "passed", 0);
		MUST(ftruncate, fds[i], 100 + i);
	}

	int pid = MUST(fork);

	if (pid == 0) {
		EXPECT(send_all(ends[1], fds), ==, 1);
		_exit(0);
	}
	EXPECT_ROW(
		"descriptors received",
		receive(ends[0], got, CMSG_SPACE(COUNT * sizeof(int)), MSG_CMSG_CLOEXEC, &told),
		==, (size_t)COUNT);
	EXPECT_ROW("the sender's status", guest_wait(pid), ==, 0);
	EXPECT_ROW("nothing is cut", told & MSG_CTRUNC, ==, 0);
	for (int i = 0; i < COUNT; i++) {
		EXPECT_ROW("a new descriptor", got[i] > fds[COUNT - 1], ==, true);
		EXPECT_ROW("of the same file", lseek(got[i], 0, SEEK_END), ==, 100L + i);
		EXPECT_ROW("to be closed by execve", fcntl(got[i], F_GETFD), ==, FD_CLOEXEC);
	}

	EXPECT(send_all(ends[1], fds), ==, 1);
	EXPECT_ROW("with room for one", receive(ends[0], got, CMSG_LEN(sizeof(int)), 0, &told),
		   ==, 1UL);
	EXPECT_ROW("the cut is told", told & MSG_CTRUNC, ==, MSG_CTRUNC);
	EXPECT_ROW("without the flag it stays open", fcntl(got[0], F_GETFD), ==, 0);
	EXPECT_ERROR(send_all(ends[1], bad), EBADF);
	return 0;
}

#else

CASE(scm_rights, .rule = "NET-3",
     .summary = "SCM_RIGHTS hands open descriptors to another process", .shared = true);

#endif
