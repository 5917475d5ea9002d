/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * `yes | head` ends because yes is killed by SIGPIPE; servers ignore it and
 * see EPIPE instead.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int hits;

static void handler(int number)
{
	(void)number;
	hits = hits + 1;
}

int guest_main(void)
{
	int pipe_ends[2];
	int socket_ends[2];

	MUST(pipe, pipe_ends);
	MUST(socketpair, AF_UNIX, SOCK_STREAM, 0, socket_ends);
	/* Control: while someone may read, nothing happens. */
	EXPECT(write(pipe_ends[1], "x", 1), ==, 1);
	close(pipe_ends[0]);
	close(socket_ends[0]);

	MUTATE(, signal(SIGPIPE, SIG_IGN));

	int pid = MUST(fork);

	if (pid == 0)
		_exit(write(pipe_ends[1], "x", 1) < 0);

	int status = guest_wait(pid);

	EXPECT_ROW("a writer without readers dies", WIFSIGNALED(status) ? WTERMSIG(status) : -1,
		   ==, SIGPIPE);
	signal(SIGPIPE, handler);
	EXPECT_ERROR(write(pipe_ends[1], "x", 1), EPIPE);
	EXPECT(hits, ==, 1);
	EXPECT_ERROR(send(socket_ends[1], "x", 1, 0), EPIPE);
	EXPECT(hits, ==, 2);
	EXPECT_ERROR(send(socket_ends[1], "x", 1, MSG_NOSIGNAL), EPIPE);
	EXPECT(hits, ==, 2);
	signal(SIGPIPE, SIG_IGN);
	EXPECT_ERROR(write(pipe_ends[1], "x", 1), EPIPE);
	EXPECT(hits, ==, 2);
	return 0;
}

#else

CASE(broken_pipe, .rule = "SIG-13", .shared = true,
     .summary = "writing where nobody reads raises SIGPIPE or fails with EPIPE");

#endif
