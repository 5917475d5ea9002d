/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Names of local sockets without a file: X11, D-Bus and containerd's shims.
 * The length counts, NUL bytes and all.
 */
#include "case.h"

#ifdef GUEST

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static socklen_t name(struct sockaddr_un *address, const char *text, size_t length)
{
	memset(address, 0, sizeof(*address));
	address->sun_family = AF_UNIX;
	memcpy(address->sun_path + 1, text, length);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length);
}

static int listen_at(const char *text, size_t length)
{
	struct sockaddr_un address;
	socklen_t size = name(&address, text, length);
	int fd = MUST(socket, AF_UNIX, SOCK_STREAM, 0);

	return bind(fd, (struct sockaddr *)&address, size) || listen(fd, 5) ? -1 : fd;
}

static int connect_to(const char *text, size_t length)
{
	struct sockaddr_un address;
	socklen_t size = name(&address, text, length);
	int fd = MUST(socket, AF_UNIX, SOCK_STREAM, 0);

	return connect(fd, (struct sockaddr *)&address, size) ? -1 : fd;
}

int guest_main(void)
{
	static const char text[] = "ab\0cd";
	struct sockaddr_un address;
	socklen_t size = sizeof(address);
	int server = listen_at(text, 5);
	char byte = 0;

	if (!EXPECT(server, >=, 0))
		return 1;
	EXPECT(getsockname(server, (struct sockaddr *)&address, &size), ==, 0);
	EXPECT_ROW("the length of the name", size, ==,
		   (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 6));
	EXPECT_ROW("the name", memcmp(address.sun_path + 1, text, 5), ==, 0);
	MUTATE(, listen_at(text, 2));
	EXPECT_ERROR(listen_at(text, 5), EADDRINUSE);
	EXPECT_ERROR(connect_to(text, 2), ECONNREFUSED);
	EXPECT_ERROR(connect_to("ab\0cd\0", 6), ECONNREFUSED);

	int pid = MUST(fork);

	if (pid == 0) {
		int client = connect_to(text, 5);

		EXPECT(client, >=, 0);
		EXPECT(send(client, "k", 1, 0), ==, 1);
		_exit(0);
	}

	int accepted = accept4(server, NULL, NULL, SOCK_CLOEXEC);

	EXPECT(accepted, >=, 0);
	EXPECT(recv(accepted, &byte, 1, 0), ==, 1);
	EXPECT(byte, ==, 'k');
	EXPECT_ROW("the client's status", guest_wait(pid), ==, 0);
	close(server);
	/* The name goes with its last descriptor. */
	EXPECT_ERROR(connect_to(text, 5), ECONNREFUSED);
	EXPECT_ROW("the name is free again", listen_at(text, 5), >=, 0);

	/* Bound to no name at all, the kernel chooses five characters. */
	int chosen = MUST(socket, AF_UNIX, SOCK_DGRAM, 0);

	address.sun_family = AF_UNIX;
	EXPECT(bind(chosen, (struct sockaddr *)&address, sizeof(sa_family_t)), ==, 0);
	size = sizeof(address);
	EXPECT(getsockname(chosen, (struct sockaddr *)&address, &size), ==, 0);
	EXPECT_ROW("the length of a chosen name", size, ==,
		   (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 6));
	return 0;
}

#else

CASE(abstract_socket, .rule = "NET-4", .shared = true,
     .summary = "abstract names of local sockets are compared by all their bytes");

#endif
