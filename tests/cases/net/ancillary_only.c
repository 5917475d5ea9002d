/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A message may be nothing but ancillary data, or nothing at all. Intel's ell, and
 * with it iwd and ofono, sends the kernel its parameters so.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

union control {
	struct cmsghdr head;
	char space[CMSG_SPACE(2 * sizeof(int))];
};

static bool ready(int fd)
{
	struct pollfd poll_fd = { fd, POLLIN, 0 };

	return poll(&poll_fd, 1, 2000) == 1;
}

static void pass(const char *name, int kind, bool vector)
{
	struct iovec none = { NULL, 0 };
	union control control = { { 0 } };
	struct msghdr message = { .msg_iov = vector ? &none : NULL,
				  .msg_iovlen = vector,
				  .msg_control = &control,
				  .msg_controllen = CMSG_SPACE(sizeof(int)) };
	struct stat sent;
	struct stat got = { 0 };
	int ends[2];
	int pipes[2];
	int fd = -1;

	MUST(socketpair, AF_UNIX, kind, 0, ends);
	MUST(pipe, pipes);
	control.head.cmsg_len = CMSG_LEN(sizeof(int));
	control.head.cmsg_level = SOL_SOCKET;
	control.head.cmsg_type = SCM_RIGHTS;
	memcpy(CMSG_DATA(&control.head), &pipes[0], sizeof(int));
	if (!EXPECT_ROW(name, CALL(sendmsg, ends[0], &message, MUTATE(0, MSG_OOB)), ==, 0L) ||
	    !EXPECT_ROW(name, ready(ends[1]), ==, true))
		return;
	memset(&control, 0, sizeof(control));
	message = (struct msghdr){ .msg_control = &control, .msg_controllen = sizeof(control) };
	EXPECT_ROW(name, CALL(recvmsg, ends[1], &message, MSG_CMSG_CLOEXEC), ==, 0L);
	EXPECT_ROW(name, control.head.cmsg_type, ==, SCM_RIGHTS);
	EXPECT_ROW(name, control.head.cmsg_len, ==, CMSG_LEN(sizeof(int)));
	memcpy(&fd, CMSG_DATA(&control.head), sizeof(int));
	MUST(fstat, pipes[0], &sent);
	EXPECT_ROW(name, fstat(fd, &got) == 0 && got.st_ino == sent.st_ino, ==, true);
	close(fd);
	close(pipes[0]);
	close(pipes[1]);
	close(ends[0]);
	close(ends[1]);
}

int guest_main(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr = { __builtin_bswap32(INADDR_LOOPBACK) } };
	struct msghdr nothing = { .msg_name = NULL };
	struct msghdr to = { .msg_name = &address, .msg_namelen = sizeof(address) };
	socklen_t size = sizeof(address);
	int ends[2];
	char byte;

	pass("a descriptor alone, datagrams, no vector", SOCK_DGRAM, false);
	pass("a descriptor alone, packets, no vector", SOCK_SEQPACKET, false);
	pass("a descriptor alone, datagrams, an empty vector", SOCK_DGRAM, true);
	pass("a descriptor alone, packets, an empty vector", SOCK_SEQPACKET, true);

	/* Nothing at all is a datagram too. */
	MUST(socketpair, AF_UNIX, SOCK_DGRAM, 0, ends);
	EXPECT(CALL(sendmsg, ends[0], &nothing, 0), ==, 0);
	if (EXPECT_ROW("an empty message between sockets", ready(ends[1]), ==, true))
		EXPECT(recv(ends[1], &byte, 1, 0), ==, 0L);

	const int receiver = MUST(socket, AF_INET, SOCK_DGRAM, 0);
	const int sender = MUST(socket, AF_INET, SOCK_DGRAM, 0);

	MUST(bind, receiver, (struct sockaddr *)&address, sizeof(address));
	MUST(getsockname, receiver, (struct sockaddr *)&address, &size);
	EXPECT(CALL(sendmsg, sender, &to, 0), ==, 0);
	if (EXPECT_ROW("an empty datagram", ready(receiver), ==, true)) {
		struct msghdr message = { .msg_name = &address,
					  .msg_namelen = sizeof(address) };

		EXPECT(CALL(recvmsg, receiver, &message, 0), ==, 0);
		EXPECT_ROW("its sender", message.msg_namelen, ==, (socklen_t)sizeof(address));
	}
	/* A stream has no such thing: nothing arrives. */
	MUST(socketpair, AF_UNIX, SOCK_STREAM, 0, ends);
	EXPECT(CALL(sendmsg, ends[0], &nothing, 0), ==, 0);
	EXPECT(recv(ends[1], &byte, 1, MSG_DONTWAIT) == -1 && errno == EAGAIN, ==, true);
	return 0;
}

#else

CASE(ancillary_only, .rule = "NET-40", .shared = true,
     .summary = "a message without data arrives, with its ancillary data",
     .issues = { "https://gitlab.com/qemu-project/qemu/-/issues/833" });

#endif
