/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A server and a client on one machine, as in every test suite: connect
 * without waiting, accept, transfer, half-close, reset.
 */
#include "case.h"

#ifdef GUEST

#include "loopback.h"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>

enum { BYTES = 200000, BLOCK = 4096 };

static void send_bytes(int fd)
{
	char block[BLOCK];

	for (int sent = 0; sent < BYTES;) {
		int n = BYTES - sent < BLOCK ? BYTES - sent : BLOCK;

		for (int i = 0; i < n; i++)
			block[i] = (char)((sent + i) % MUTATE(251, 250));

		ssize_t done = send(fd, block, (size_t)n, 0);

		if (done <= 0)
			_exit(1);
		sent += (int)done;
	}
}

int guest_main(void)
{
	struct sockaddr_in address;
	socklen_t size = sizeof(address);
	struct linger at_once = { 1, 0 };
	const int on = 1;
	int value = 0;
	char block[BLOCK];
	int wrong = 0;
	int got = 0;

	loopback_up();

	int server = MUST(socket, AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	EXPECT(setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)), ==, 0);

	const in_port_t port = loopback_bind(server);

	EXPECT(listen(server, 8), ==, 0);

	int client = MUST(socket, AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	struct pollfd ready = { .fd = client, .events = POLLOUT };

	address = loopback_address(port);
	/* It may be made at once. */
	EXPECT_ROW("connect(2) does not wait",
		   connect(client, (struct sockaddr *)&address, sizeof(address)) == 0 ||
			   errno == EINPROGRESS,
		   ==, true);
	EXPECT_ROW("the connection is made", poll(&ready, 1, 15000), ==, 1);
	socklen_t value_size = sizeof(value);
	value = -1;
	EXPECT(getsockopt(client, SOL_SOCKET, SO_ERROR, &value, &value_size), ==, 0);
	EXPECT(value, ==, 0);
	EXPECT(setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)), ==, 0);
	EXPECT(getsockopt(client, IPPROTO_TCP, TCP_NODELAY, &value, &value_size), ==, 0);
	EXPECT(value, !=, 0);

	int accepted = accept(server, (struct sockaddr *)&address, &size);

	if (!EXPECT(accepted, >=, 0))
		return 1;
	EXPECT(size, ==, (socklen_t)sizeof(address));
	EXPECT_ROW("the client's address", address.sin_addr.s_addr, ==,
		   loopback_address(0).sin_addr.s_addr);
	EXPECT(getpeername(client, (struct sockaddr *)&address, &size), ==, 0);
	EXPECT_ROW("the server's port", address.sin_port == port, ==, true);

	int pid = MUST(fork);

	if (pid == 0) {
		MUST(fcntl, client, F_SETFL, 0);
		send_bytes(client);
		EXPECT(shutdown(client, SHUT_WR), ==, 0);
		EXPECT_ROW("the answer", recv(client, block, 2, MSG_WAITALL), ==, 2L);
		_exit(0);
	}
	for (ssize_t n; (n = recv(accepted, block, sizeof(block), 0)) > 0; got += (int)n)
		for (ssize_t i = 0; i < n; i++)
			wrong += block[i] != (char)((got + i) % 251);
	EXPECT_ROW("bytes received", got, ==, BYTES);
	EXPECT_ROW("bytes that differ", wrong, ==, 0);
	EXPECT(send(accepted, "ok", 2, 0), ==, 2);
	EXPECT_ROW("the client's status", guest_wait(pid), ==, 0);

	EXPECT(setsockopt(accepted, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once)), ==, 0);
	close(accepted);
	ready.events = POLLIN;
	EXPECT_ROW("the reset is told", poll(&ready, 1, 15000), ==, 1);
	EXPECT_ERROR(recv(client, block, 1, 0), ECONNRESET);
	close(server);

	/* Control: nobody listens any more. */
	client = MUST(socket, AF_INET, SOCK_STREAM, 0);
	address = loopback_address(port);
	EXPECT_ERROR(connect(client, (struct sockaddr *)&address, sizeof(address)),
		     ECONNREFUSED);
	return 0;
}

#else

CASE(tcp_loopback, .rule = "NET-5",
     .summary = "TCP over the loopback interface connects, transfers, half-closes and resets",
     .privileged = true);

#endif
