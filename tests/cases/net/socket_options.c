/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Options of sockets have numbers and structures of their own, which a
 * translator hands on one by one. Servers set them all the time and seldom
 * check. */
#include "case.h"

#ifdef GUEST

#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int get(int fd, int level, int option)
{
	int value = -1;
	socklen_t size = sizeof(value);

	if (getsockopt(fd, level, option, &value, &size) < 0)
		return -errno;
	EXPECT(size, ==, (socklen_t)sizeof(value));
	return value;
}

static int set(int fd, int level, int option, int value)
{
	return setsockopt(fd, level, option, &value, sizeof(value)) < 0 ? -errno : 0;
}

static void integers(int fd)
{
	EXPECT(get(fd, SOL_SOCKET, SO_TYPE), ==, SOCK_STREAM);
	EXPECT(get(fd, SOL_SOCKET, SO_DOMAIN), ==, AF_INET);
	EXPECT(get(fd, SOL_SOCKET, SO_PROTOCOL), ==, IPPROTO_TCP);
	EXPECT(get(fd, SOL_SOCKET, SO_ACCEPTCONN), ==, 0);
	EXPECT(get(fd, SOL_SOCKET, SO_ERROR), ==, 0);
	EXPECT(set(fd, SOL_SOCKET, SO_REUSEADDR, 1), ==, 0);
	EXPECT(get(fd, SOL_SOCKET, SO_REUSEADDR), ==, 1);
	EXPECT(set(fd, SOL_SOCKET, SO_REUSEPORT, 1), ==, 0);
	EXPECT(get(fd, SOL_SOCKET, SO_REUSEPORT), ==, 1);
	/* The kernel doubles it for its own use; more than net.core.rmem_max is cut. */
	EXPECT(set(fd, SOL_SOCKET, SO_RCVBUF, 4321), ==, 0);
	EXPECT(get(fd, SOL_SOCKET, SO_RCVBUF), ==, 8642);
	MUTATE(EXPECT(set(fd, SOL_SOCKET, SO_KEEPALIVE, 1), ==, 0);, )
	EXPECT(get(fd, SOL_SOCKET, SO_KEEPALIVE), ==, 1);
	EXPECT(set(fd, IPPROTO_TCP, TCP_KEEPIDLE, 77), ==, 0);
	EXPECT(get(fd, IPPROTO_TCP, TCP_KEEPIDLE), ==, 77);
	EXPECT(set(fd, IPPROTO_TCP, TCP_NODELAY, 1), ==, 0);
	EXPECT(get(fd, IPPROTO_TCP, TCP_NODELAY), ==, 1);
	EXPECT(set(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, 12345), ==, 0);
	EXPECT(get(fd, IPPROTO_TCP, TCP_USER_TIMEOUT), ==, 12345);
	EXPECT(set(fd, IPPROTO_IP, IP_TTL, 33), ==, 0);
	EXPECT(get(fd, IPPROTO_IP, IP_TTL), ==, 33);
	EXPECT(set(fd, IPPROTO_IP, IP_TOS, 0x10), ==, 0);
	EXPECT(get(fd, IPPROTO_IP, IP_TOS), ==, 0x10);
	/* Errors are told apart. */
	EXPECT(get(fd, SOL_SOCKET, 9999), ==, -ENOPROTOOPT);
	EXPECT(set(fd, SOL_SOCKET, 9999, 1), ==, -ENOPROTOOPT);
	EXPECT(set(fd, IPPROTO_TCP, 9999, 1), ==, -ENOPROTOOPT);
	EXPECT(set(fd, IPPROTO_IP, IP_TTL, 256), ==, -EINVAL);
	EXPECT(set(0, SOL_SOCKET, SO_REUSEADDR, 1), ==, -ENOTSOCK);
	EXPECT_ERROR(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &fd, 1), EINVAL);
}

int guest_main(void)
{
	struct linger linger = { 1, 9 };
	struct timeval wait = { 0, 30000 };
	struct tcp_info info;
	struct ucred peer = { 0, 1, 1 };
	socklen_t size = sizeof(linger);
	int pair[2];
	int fd = MUST(socket, AF_INET, SOCK_STREAM, 0);
	char byte;

	/* Descriptor 0 is no socket. */
	MUST(pipe, pair);
	MUST(dup2, pair[0], 0);
	integers(fd);

	EXPECT(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, size), ==, 0);
	linger = (struct linger){ 5, 5 };
	EXPECT(getsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, &size), ==, 0);
	EXPECT(linger.l_onoff, ==, 1);
	EXPECT(linger.l_linger, ==, 9);

	memset(&info, 0xff, sizeof(info));
	size = sizeof(info);
	if (EXPECT(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size), ==, 0)) {
		EXPECT_ROW("an unconnected socket is closed", info.tcpi_state, ==, 7);
		EXPECT_ROW("TCP_INFO fills what it knows", size >= 104, ==, true);
	}
	/* A part of a structure may be asked for. */
	size = 1;
	EXPECT(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size), ==, 0);
	EXPECT(size, ==, 1U);

	MUST(socketpair, AF_UNIX, SOCK_STREAM, 0, pair);
	size = sizeof(peer);
	EXPECT(getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &peer, &size), ==, 0);
	EXPECT(peer.pid, ==, getpid());
	EXPECT(peer.uid, ==, getuid());

	struct timespec before;
	struct timespec after;

	EXPECT(setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait)), ==, 0);
	MUST(clock_gettime, CLOCK_MONOTONIC, &before);
	EXPECT_ERROR(read(pair[0], &byte, 1), EAGAIN);
	MUST(clock_gettime, CLOCK_MONOTONIC, &after);

	const long ns =
		(after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec - before.tv_nsec;

	/* Kept in ticks, of 10 ms at most; older kernels begin with the one that runs. */
	EXPECT_ROW("SO_RCVTIMEO waits its time", ns >= 20000000, ==, true);
	wait = (struct timeval){ 9, 9 };
	size = sizeof(wait);
	EXPECT(getsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &wait, &size), ==, 0);
	EXPECT(wait.tv_sec, ==, 0L);
	EXPECT_ROW("SO_RCVTIMEO is told in microseconds",
		   wait.tv_usec >= 30000 && wait.tv_usec < 50000, ==, true);
	return 0;
}

#else

CASE(socket_options, .rule = "NET-10", .shared = true,
     .summary = "options of sockets are set and told by number, structure and error");

#endif
