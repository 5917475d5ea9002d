/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Local services decide by the kernel's word on who asks: D-Bus, polkit and
 * PostgreSQL's peer authentication.
 */
#include "case.h"

#ifdef GUEST

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union control {
	char room[CMSG_SPACE(sizeof(struct ucred))];
	struct cmsghdr header;
};

static void receive(int from, struct ucred *sender)
{
	union control control = { .room = "" };
	char byte;
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control.room) };

	memset(sender, 0xff, sizeof(*sender));
	EXPECT(recvmsg(from, &message, 0), ==, 1);
	if (EXPECT_ROW("credentials come along",
		       message.msg_controllen >= CMSG_LEN(sizeof(*sender)) &&
			       control.header.cmsg_type == SCM_CREDENTIALS,
		       ==, true))
		memcpy(sender, CMSG_DATA(&control.header), sizeof(*sender));
}

static ssize_t send_as(int to, struct ucred claim)
{
	union control control = { .room = "" };
	struct iovec part = { (void *)"c", 1 };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control.room) };

	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_CREDENTIALS;
	control.header.cmsg_len = CMSG_LEN(sizeof(claim));
	memcpy(CMSG_DATA(&control.header), &claim, sizeof(claim));
	return sendmsg(to, &message, 0);
}

int guest_main(void)
{
	struct ucred peer = { 0, 0, 0 };
	socklen_t size = sizeof(peer);
	const int on = MUTATE(1, 0);
	int ends[2];

	MUST(socketpair, AF_UNIX, SOCK_DGRAM, 0, ends);
	EXPECT(setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)), ==, 0);
	EXPECT(getsockopt(ends[0], SOL_SOCKET, SO_PEERCRED, &peer, &size), ==, 0);
	EXPECT_ROW("SO_PEERCRED: pid", peer.pid, ==, getpid());
	EXPECT_ROW("SO_PEERCRED: uid", peer.uid, ==, getuid());

	int pid = MUST(fork);

	if (pid == 0) {
		MUST(setresgid, 1001, 1001, 1001);
		MUST(setresuid, 1000, 1000, 1000);
		EXPECT(send(ends[1], "x", 1, 0), ==, 1);

		struct ucred claim = { getpid(), 1000, 1001 };

		EXPECT(send_as(ends[1], claim), ==, 1);
		claim.uid = 0;
		EXPECT_ERROR(send_as(ends[1], claim), EPERM);
		_exit(0);
	}
	for (int i = 0; i < 2; i++) {
		struct ucred sender;

		receive(ends[0], &sender);
		EXPECT_ROW("the sender's pid", sender.pid, ==, pid);
		EXPECT_ROW("the sender's uid", sender.uid, ==, 1000U);
		EXPECT_ROW("the sender's gid", sender.gid, ==, 1001U);
	}
	EXPECT_ROW("the sender's status", guest_wait(pid), ==, 0);
	return 0;
}

#else

CASE(scm_credentials, .rule = "NET-3",
     .summary = "a local socket tells the sender's process and user, and no forged one",
     .shared = true);

#endif
