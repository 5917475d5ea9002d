/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Local sockets: a stream has no boundaries, datagrams and packets keep
 * theirs, and what does not fit is cut and told.
 */
#include "case.h"

#ifdef GUEST

#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static void check_stream(void)
{
	char text[16] = "";
	int ends[2];
	int type = 0;
	socklen_t size = sizeof(type);

	MUST(socketpair, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
	EXPECT(send(ends[0], "abc", 3, 0), ==, 3);
	EXPECT(send(ends[0], "def", 3, 0), ==, 3);
	EXPECT(recv(ends[1], text, 2, MSG_PEEK), ==, 2);
	EXPECT_ROW("a peek leaves it there", recv(ends[1], text, sizeof(text), 0), ==, 6L);
	EXPECT_STR(text, "abcdef");
	EXPECT_ERROR(recv(ends[1], text, 1, MSG_DONTWAIT), EAGAIN);
	EXPECT(getsockopt(ends[0], SOL_SOCKET, SO_TYPE, &type, &size), ==, 0);
	EXPECT(type, ==, SOCK_STREAM);
	EXPECT(shutdown(ends[0], SHUT_WR), ==, 0);
	EXPECT_ROW("the end", recv(ends[1], text, 1, 0), ==, 0L);
	EXPECT_ROW("the other direction is open", send(ends[1], "x", 1, 0), ==, 1L);
	EXPECT_ERROR(send(ends[0], "x", 1, MSG_NOSIGNAL), EPIPE);
	close(ends[0]);
	close(ends[1]);
}

static void check_messages(int type)
{
	char text[8] = "";
	struct iovec part = { text, 2 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	struct iovec parts[2] = { { (void *)"ab", 2 }, { (void *)"cde", 3 } };
	struct msghdr gathered = { .msg_iov = parts, .msg_iovlen = 2 };
	int ends[2];

	MUST(socketpair, AF_UNIX, type, 0, ends);
	EXPECT(send(ends[0], "one", 3, 0), ==, 3);
	EXPECT(sendmsg(ends[0], &gathered, 0), ==, 5);
	EXPECT(send(ends[0], "three", 5, 0), ==, 5);
	EXPECT_ROW("one message at a time", recv(ends[1], text, sizeof(text), 0), ==, 3L);
	EXPECT_ROW("a short buffer", recvmsg(ends[1], &message, 0), ==, 2L);
	EXPECT_ROW("is told by MSG_TRUNC", message.msg_flags & MSG_TRUNC, ==, MSG_TRUNC);
	EXPECT_ROW("MSG_TRUNC asks for the size", recv(ends[1], text, 1, MSG_TRUNC | MSG_PEEK),
		   ==, 5L);
	EXPECT_ROW("the rest was dropped", recv(ends[1], text, sizeof(text), 0), ==, 5L);
	EXPECT_ROW("the third message", memcmp(text, "three", 5), ==, 0);
	close(ends[0]);
	close(ends[1]);
}

int guest_main(void)
{
	int ends[2];

	check_stream();
	check_messages(MUTATE(SOCK_DGRAM, SOCK_STREAM));
	check_messages(SOCK_SEQPACKET);
	EXPECT_ERROR(socketpair(AF_UNIX, 9, 0, ends), ESOCKTNOSUPPORT);
	EXPECT_ERROR(socketpair(AF_INET, SOCK_STREAM, 0, ends), EOPNOTSUPP);
	return 0;
}

#else

CASE(unix_socketpairs, .rule = "NET-2", .shared = true,
     .summary = "local streams join what is sent, local datagrams and packets keep it apart");

#endif
