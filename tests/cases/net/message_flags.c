/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Flags of messages, the errors' own queue, ancillary data of datagrams, and what
 * ioctl(2) tells and changes of an interface.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "loopback.h"

#include <linux/errqueue.h>
#include <linux/sockios.h>
#include <poll.h>
#include <stdlib.h>

#ifndef SIOCGSKNS
#define SIOCGSKNS 0x894C
#endif

static char text[64];

static struct sockaddr_in here(int fd)
{
	struct sockaddr_in address;
	socklen_t size = sizeof(address);

	MUST(getsockname, fd, (struct sockaddr *)&address, &size);
	return address;
}

/* The ancillary data of this kind in a message that comes. */
static bool ancillary(int fd, int level, int type, void *data, size_t size, int flags)
{
	char control[256] __attribute__((aligned(8)));
	struct iovec part = { text, sizeof(text) };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = control,
				  .msg_controllen = sizeof(control) };

	if (CALL(recvmsg, fd, &message, flags) < 0)
		return false;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c;) {
		if (c->cmsg_level == level && c->cmsg_type == type) {
			memcpy(data, CMSG_DATA(c), size);
			return c->cmsg_len >= CMSG_LEN(size);
		}
		char *next = (char *)c + CMSG_ALIGN(c->cmsg_len);

		if (next + sizeof(*c) > control + message.msg_controllen || !c->cmsg_len)
			break;
		c = (struct cmsghdr *)next;
	}
	return false;
}

/* For what never comes. */
static const struct timeval limit = { .tv_sec = 5 };

static void check_streams(void)
{
	const int listener = MUST(socket, AF_INET, SOCK_STREAM, 0);
	const int client = MUST(socket, AF_INET, SOCK_STREAM, 0);

	loopback_bind(listener);
	MUST(listen, listener, 1);
	struct sockaddr_in address = here(listener);

	MUST(connect, client, (struct sockaddr *)&address, sizeof(address));
	const int server = MUST(accept, listener, NULL, NULL);
	int number = -1;

	/* What wasn't sent is not waited for. */
	MUST(setsockopt, client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	MUST(setsockopt, server, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	EXPECT(CALL(sendto, client, "abc", 3, MSG_MORE, NULL, 0), ==, 3);
	EXPECT(CALL(sendto, client, "de", 2, MSG_EOR, NULL, 0), ==, 2);
	EXPECT(CALL(recvfrom, server, text, 5, MSG_WAITALL, NULL, NULL), ==, 5);
	EXPECT_ROW("MSG_WAITALL", memcmp(text, "abcde", 5), ==, 0);
	EXPECT(CALL(sendto, client, "x!", 2, MSG_OOB, NULL, 0), ==, 2);
	struct pollfd urgent = { server, POLLPRI, 0 };

	EXPECT(poll(&urgent, 1, 5000), ==, 1);
	EXPECT_ROW("an urgent byte", urgent.revents, ==, POLLPRI);
	EXPECT(CALL(ioctl, server, SIOCATMARK, &number), ==, 0);
	EXPECT(CALL(recvfrom, server, text, 5, MSG_OOB, NULL, NULL), ==, 1);
	EXPECT_ROW("MSG_OOB", text[0], ==, MUTATE('!', 'x'));
	EXPECT(CALL(recvfrom, server, text, 5, 0, NULL, NULL), ==, 1);
	EXPECT(CALL(recvfrom, server, text, 5, MSG_DONTWAIT, NULL, NULL), ==, -EAGAIN);
	EXPECT(CALL(sendto, client, "keep", 4, 0, NULL, 0), ==, 4);
	struct pollfd ready = { server, POLLIN, 0 };

	EXPECT(poll(&ready, 1, 5000), ==, 1);
	EXPECT(CALL(recvfrom, server, text, 9, MSG_PEEK, NULL, NULL), ==, 4);
	EXPECT(CALL(ioctl, server, SIOCINQ, &number), ==, 0);
	EXPECT_ROW("SIOCINQ", number, ==, 4);
	EXPECT(CALL(ioctl, client, SIOCOUTQ, &number), ==, 0);
	EXPECT_ROW("SIOCOUTQ", number >= 0, ==, true);
	EXPECT(CALL(ioctl, client, SIOCOUTQNSD, &number), ==, 0);
	EXPECT(CALL(recvfrom, server, text, 9, MSG_TRUNC, NULL, NULL), ==, 4);
	EXPECT(CALL(shutdown, client, SHUT_RD), ==, 0);
	EXPECT(CALL(recvfrom, client, text, 5, 0, NULL, NULL), ==, 0);
	EXPECT(CALL(shutdown, client, SHUT_RDWR), ==, 0);
	EXPECT(CALL(recvfrom, server, text, 5, 0, NULL, NULL), ==, 0);
	EXPECT(CALL(sendto, client, "x", 1, MSG_NOSIGNAL, NULL, 0), ==, -EPIPE);
	EXPECT(CALL(shutdown, client, 9), ==, -EINVAL);
	close(server);
	close(client);
	close(listener);
}

static void check_datagrams(void)
{
	const int to = MUST(socket, AF_INET, SOCK_DGRAM, 0);
	const int from = MUST(socket, AF_INET, SOCK_DGRAM, 0);
	struct in_pktinfo info = { 0 };
	int one = 1;
	int number = -1;
	struct sock_extended_err error = { 0 };

	loopback_bind(to);
	struct sockaddr_in address = here(to);

	MUST(setsockopt, to, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	MUST(setsockopt, from, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	MUST(connect, from, (struct sockaddr *)&address, sizeof(address));
	EXPECT(CALL(setsockopt, to, IPPROTO_IP, IP_PKTINFO, &one, sizeof(one)), ==, 0);
	EXPECT(CALL(setsockopt, to, IPPROTO_IP, IP_RECVTTL, &one, sizeof(one)), ==, 0);
	EXPECT(CALL(setsockopt, to, IPPROTO_IP, IP_RECVTOS, &one, sizeof(one)), ==, 0);
	MUST(send, from, "1", 1, 0);
	EXPECT_ROW("IP_PKTINFO", ancillary(to, IPPROTO_IP, IP_PKTINFO, &info, sizeof(info), 0),
		   ==, true);
	EXPECT_ROW("its interface", info.ipi_ifindex, ==, 1);
	EXPECT_ROW("its address", info.ipi_addr.s_addr, ==, address.sin_addr.s_addr);
	MUST(send, from, "2", 1, 0);
	EXPECT_ROW("IP_TTL", ancillary(to, IPPROTO_IP, IP_TTL, &number, sizeof(number), 0), ==,
		   true);
	EXPECT_ROW("its value", number, >, 30);
	unsigned char tos = 7;

	MUST(send, from, "3", 1, 0);
	EXPECT_ROW("IP_TOS", ancillary(to, IPPROTO_IP, IP_TOS, &tos, 1, 0), ==, true);
	EXPECT_ROW("its value", tos, ==, 0);

	/* What nobody hears comes back as an error, by errno and in a queue. */
	EXPECT(CALL(setsockopt, from, IPPROTO_IP, IP_RECVERR, &one, sizeof(one)), ==, 0);
	close(to);
	MUST(send, from, "4", 1, 0);
	struct pollfd failed = { from, 0, 0 };

	EXPECT(poll(&failed, 1, 5000), ==, 1);
	EXPECT_ROW("POLLERR", failed.revents, ==, POLLERR);
	EXPECT_ROW("MSG_ERRQUEUE",
		   ancillary(from, IPPROTO_IP, IP_RECVERR, &error, sizeof(error), MSG_ERRQUEUE),
		   ==, true);
	EXPECT_ROW("the error", error.ee_errno, ==, (__u32)ECONNREFUSED);
	EXPECT_ROW("its origin", error.ee_origin, ==, SO_EE_ORIGIN_ICMP);
	EXPECT(CALL(recvfrom, from, text, 1, MSG_ERRQUEUE | MSG_DONTWAIT, NULL, NULL), ==,
	       -EAGAIN);

	/* No more than was asked for before the first has to wait. */
	const int many = MUST(socket, AF_INET, SOCK_DGRAM, 0);
	struct iovec parts[2] = { { text, 1 }, { text + 1, 1 } };
	struct mmsghdr messages[2] = { { .msg_hdr = { .msg_iov = &parts[0], .msg_iovlen = 1 } },
				       { .msg_hdr = { .msg_iov = &parts[1],
						      .msg_iovlen = 1 } } };

	loopback_bind(many);
	address = here(many);
	MUST(sendto, from, "5", 1, 0, (struct sockaddr *)&address, sizeof(address));
	EXPECT(SYS(recvmmsg, many, messages, 2, MSG_WAITFORONE, NULL), ==, 1);
	EXPECT_ROW("its length", messages[0].msg_len, ==, 1U);
	close(many);

	/* Written to the interface's address and mapped by a multicast group. */
	struct ip_mreqn group = { { __builtin_bswap32(0xe0000101) }, { 0 }, 1 };
	struct ip_mreq old = { { __builtin_bswap32(0xe0000102) },
			       { __builtin_bswap32(0x7f000001) } };

	EXPECT(CALL(setsockopt, from, IPPROTO_IP, IP_MULTICAST_IF, &group, sizeof(group)), ==,
	       0);
	EXPECT(CALL(setsockopt, from, IPPROTO_IP, IP_ADD_MEMBERSHIP, &old, sizeof(old)), ==, 0);
	EXPECT(CALL(setsockopt, from, IPPROTO_IP, IP_ADD_MEMBERSHIP, &old, sizeof(old)), ==,
	       -EADDRINUSE);
	EXPECT(CALL(setsockopt, from, IPPROTO_IP, IP_DROP_MEMBERSHIP, &old, sizeof(old)), ==,
	       0);
	EXPECT(CALL(setsockopt, from, IPPROTO_IP, IP_DROP_MEMBERSHIP, &old, sizeof(old)), ==,
	       -EADDRNOTAVAIL);
	socklen_t size = sizeof(number);

	EXPECT(CALL(getsockopt, from, IPPROTO_IP, IP_MTU, &number, &size), ==, 0);
	EXPECT_ROW("IP_MTU", number, >, 1000);
	close(from);
}

static void check_interface(void)
{
	const int fd = MUST(socket, AF_INET, SOCK_DGRAM, 0);
	struct ifreq request = { .ifr_name = "lo" };
	struct sockaddr_in address = loopback_address(0);

	/* 127.1.2.3/8, which a loopback may have too. */
	address.sin_addr.s_addr = __builtin_bswap32(0x7f010203);
	memcpy(&request.ifr_addr, &address, sizeof(address));
	EXPECT(CALL(ioctl, fd, SIOCSIFADDR, &request), ==, 0);
	memset(&request.ifr_addr, 0, sizeof(request.ifr_addr));
	EXPECT(CALL(ioctl, fd, SIOCGIFADDR, &request), ==, 0);
	memcpy(&address, &request.ifr_addr, sizeof(address));
	EXPECT_ROW("SIOCSIFADDR", address.sin_addr.s_addr, ==, __builtin_bswap32(0x7f010203));
	address.sin_addr.s_addr = __builtin_bswap32(0xffff0000);
	memcpy(&request.ifr_addr, &address, sizeof(address));
	EXPECT(CALL(ioctl, fd, SIOCSIFNETMASK, &request), ==, 0);
	EXPECT(CALL(ioctl, fd, SIOCGIFNETMASK, &request), ==, 0);
	memcpy(&address, &request.ifr_addr, sizeof(address));
	EXPECT_ROW("SIOCSIFNETMASK", address.sin_addr.s_addr, ==,
		   __builtin_bswap32(0xffff0000));
	request.ifr_mtu = 16384;
	EXPECT(CALL(ioctl, fd, SIOCSIFMTU, &request), ==, 0);
	request.ifr_mtu = 0;
	EXPECT(CALL(ioctl, fd, SIOCGIFMTU, &request), ==, 0);
	EXPECT_ROW("SIOCSIFMTU", request.ifr_mtu, ==, 16384);
	request.ifr_qlen = 77;
	EXPECT(CALL(ioctl, fd, SIOCSIFTXQLEN, &request), ==, 0);
	request.ifr_qlen = 0;
	EXPECT(CALL(ioctl, fd, SIOCGIFTXQLEN, &request), ==, 0);
	EXPECT_ROW("SIOCSIFTXQLEN", request.ifr_qlen, ==, 77);
	EXPECT(CALL(ioctl, fd, SIOCGIFMETRIC, &request), ==, 0);
	EXPECT_ROW("SIOCGIFMETRIC", request.ifr_metric, ==, 0);
	EXPECT(CALL(ioctl, fd, SIOCGIFBRDADDR, &request), ==, 0);
	EXPECT(CALL(ioctl, fd, SIOCGIFMAP, &request), ==, 0);
	EXPECT(CALL(ioctl, fd, SIOCGIFHWADDR, &request), ==, 0);
	EXPECT_ROW("SIOCGIFHWADDR: a loopback", request.ifr_hwaddr.sa_family, ==, 772);
	memcpy(request.ifr_newname, "other", 6);
	EXPECT(CALL(ioctl, fd, SIOCSIFNAME, &request), <=, 0);
	const long space = CALL(ioctl, fd, SIOCGSKNS);

	EXPECT_ROW("SIOCGSKNS", space, >=, 0L);
	EXPECT(CALL(ioctl, fd, SIOCSPGRP, &(int){ getpid() }), ==, 0);
	int owner = 0;

	EXPECT(CALL(ioctl, fd, SIOCGPGRP, &owner), ==, 0);
	EXPECT_ROW("SIOCGPGRP", owner, ==, getpid());
	close(fd);
}

static void check_kinds(void)
{
	static const struct {
		const char *what;
		int family, type, protocol;
		long error;
	} rows[] = {
		{ "IPPROTO_TCP", AF_INET, SOCK_STREAM, IPPROTO_TCP, 0 },
		{ "IPPROTO_UDP", AF_INET, SOCK_DGRAM, IPPROTO_UDP, 0 },
		{ "IPPROTO_RAW", AF_INET, SOCK_RAW, IPPROTO_RAW, 0 },
		{ "IPPROTO_ICMP", AF_INET, SOCK_RAW, IPPROTO_ICMP, 0 },
		{ "TCP by datagrams", AF_INET, SOCK_DGRAM, IPPROTO_TCP, -EPROTONOSUPPORT },
		{ "no such type", AF_INET, 14, 0, -EINVAL },
		{ "AF_UNSPEC", AF_UNSPEC, SOCK_STREAM, 0, -EAFNOSUPPORT },
		{ "no such family", 77, SOCK_STREAM, 0, -EAFNOSUPPORT },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const long fd = CALL(socket, rows[i].family, rows[i].type, rows[i].protocol);

		EXPECT_ROW(rows[i].what,
			   rows[i].error ? fd
			   : fd < 0	 ? fd
					 : 0,
			   ==, rows[i].error);
		if (fd >= 0)
			close((int)fd);
	}
	/* Not in every kernel. */
	const long lite = CALL(socket, AF_INET, SOCK_DGRAM, IPPROTO_UDPLITE);

	EXPECT_ROW("IPPROTO_UDPLITE", lite >= 0 || lite == -EPROTONOSUPPORT, ==, true);
	const long cipher = CALL(socket, AF_ALG, SOCK_SEQPACKET, 0);

	EXPECT_ROW("AF_ALG", cipher >= 0 || cipher == -EAFNOSUPPORT, ==, true);
	const long diag = CALL(socket, AF_NETLINK, SOCK_RAW, 4 /* NETLINK_SOCK_DIAG */);

	EXPECT_ROW("NETLINK_SOCK_DIAG", diag >= 0 || diag == -EPROTONOSUPPORT, ==, true);
	int raw = (int)CALL(socket, AF_INET, SOCK_RAW, IPPROTO_UDP);
	int one = 1;

	EXPECT(CALL(setsockopt, raw, IPPROTO_IP, IP_HDRINCL, &one, sizeof(one)), ==, 0);
}

int guest_main(void)
{
	loopback_up();
	check_streams();
	check_datagrams();
	check_kinds();
	check_interface();
	return 0;
}

#else

CASE(message_flags, .rule = "NET-43", .privileged = true,
     .summary = "flags of messages, the queue of errors, ancillary data, kinds of sockets and "
		"requests to "
		"an interface");

#endif
