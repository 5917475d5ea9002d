/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Chromium's zygote: a process in user and process namespaces of its own, made by
 * clone(2) as by fork, which says hello over a socket. The kernel tells the browser
 * the sender's process number as the browser knows it.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct hello {
	char text[16];
	int pid, parent, child, child_status;
};

union control {
	struct cmsghdr head;
	char space[CMSG_SPACE(sizeof(struct ucred))];
};

static void zygote(int fd)
{
	struct hello h = { "zygote-hello", (int)SYS(getpid), (int)SYS(getppid), -1, -1 };
	char byte;

	h.child = (int)SYS(clone, SIGCHLD, 0, 0, 0, 0);
	if (h.child == 0) {
		const long pid = SYS(getpid);

		SYS(exit_group, pid == 2 ? 33 : 34);
	}
	h.child_status = guest_wait(h.child);
	SYS(sendto, fd, &h, sizeof(h), MSG_NOSIGNAL, NULL, 0);
	/* Until the browser lets go. */
	const long end = SYS(read, fd, &byte, 1);

	SYS(exit_group, end == 0 ? 55 : 1);
}

static void run(const char *name, unsigned long flags)
{
	struct hello h = { .pid = -1 };
	struct iovec part = { &h, sizeof(h) };
	union control control;
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control) };
	struct ucred sender = { -1, 0, 0 };
	struct pollfd ready;
	int ends[2];
	int one = 1;

	MUST(socketpair, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
	MUST(setsockopt, ends[0], SOL_SOCKET, SO_PASSCRED, &one, sizeof(one));

	const long pid = SYS(clone, flags | SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		SYS(close, ends[0]);
		zygote(ends[1]);
	}
	close(ends[1]);
	ready = (struct pollfd){ ends[0], POLLIN, 0 };
	if (!EXPECT_ROW(name, pid, >, 0L) || !EXPECT_ROW(name, poll(&ready, 1, 15000), ==, 1))
		return;
	EXPECT_ROW(name, CALL(recvmsg, ends[0], &message, 0), ==, (long)sizeof(h));
	EXPECT_ROW(name, strcmp(h.text, "zygote-hello"), ==, 0);
	EXPECT_ROW(name, control.head.cmsg_type, ==, SCM_CREDENTIALS);
	memcpy(&sender, CMSG_DATA(&control.head), sizeof(sender));
	EXPECT_ROW(name, sender.pid, ==, MUTATE((int)pid, 1));
	EXPECT_ROW(name, h.pid, ==, 1);
	EXPECT_ROW(name, h.parent, ==, 0);
	EXPECT_ROW(name, h.child, ==, 2);
	EXPECT_ROW(name, h.child_status, ==, 33 << 8);
	close(ends[0]);
	EXPECT_ROW(name, guest_wait((int)pid), ==, 55 << 8);
}

int guest_main(void)
{
	run("CLONE_NEWPID", CLONE_NEWPID);
	run("CLONE_NEWUSER, CLONE_NEWPID", CLONE_NEWUSER | CLONE_NEWPID);
	run("CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET",
	    CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET);
	run("CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWNS",
	    CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWNS);
	return 0;
}

#else

CASE(zygote_credentials, .rule = "NS-40", .privileged = true,
     .summary = "a process in namespaces of its own, made as by fork, sends a message with the "
		"number by which its parent knows it",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/5453",
		 "https://github.com/FEX-Emu/FEX/issues/2336" });

#endif
