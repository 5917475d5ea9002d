/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Options of sockets, by level: what is set is told, by its own size. A translator
 * knows each by its number, or passes none on.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <linux/in.h>
#include <linux/in6.h>
#include <linux/netlink.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef SO_INCOMING_CPU
#define SO_INCOMING_CPU 49
#endif

enum { IP = 0, TCP = 6, UDP = 17, IP6 = 41 };

enum kind {
	NUMBER,	 /* the value that was set */
	DOUBLED, /* twice as much, or more: the kernel's own accounting */
	STATE,	 /* told only: any number that is not negative */
	ZERO,	 /* told only: 0 on a new socket */
	ONLY_SET
};

struct option {
	const char *what;
	int level, name;
	enum kind kind;
	int value;
};

/* Why a kernel may not have one: it was built without, or it is older. */
static bool lacking(long error)
{
	return error == -ENOPROTOOPT || error == -EOPNOTSUPP;
}

static void check(const char *socket_kind, int fd, const struct option *o, bool may_lack)
{
	char claim[80];
	socklen_t size = sizeof(int);
	int got = 0x7a7a7a7a;
	long done = 0;

	guest_format(claim, sizeof(claim), "%s: %s", socket_kind, o->what);
	if (o->kind != STATE && o->kind != ZERO) {
		done = CALL(setsockopt, fd, o->level, o->name, &o->value, sizeof(o->value));
		if (may_lack && lacking(done))
			return;
		if (!EXPECT_ROW(claim, done, ==, 0L))
			return;
	}
	if (o->kind == ONLY_SET)
		return;
	done = CALL(getsockopt, fd, o->level, o->name, &got, &size);
	if (may_lack && lacking(done))
		return;
	EXPECT_ROW(claim, done, ==, 0L);
	/* IP options of one byte's size are told in one byte where that is asked for. */
	EXPECT_ROW(claim, size, ==, (socklen_t)sizeof(int));
	switch (o->kind) {
	case NUMBER:
		EXPECT_ROW(claim, got, ==, MUTATE(o->value, o->value + 1));
		break;
	case DOUBLED:
		EXPECT_ROW(claim, got, >=, 2 * o->value);
		break;
	case STATE:
		EXPECT_ROW(claim, got, >=, 0);
		break;
	default:
		EXPECT_ROW(claim, got, ==, 0);
	}
}

static const struct option on_udp[] = {
	{ "SO_BROADCAST", SOL_SOCKET, SO_BROADCAST, NUMBER, 1 },
	{ "SO_DONTROUTE", SOL_SOCKET, SO_DONTROUTE, NUMBER, 1 },
	{ "SO_OOBINLINE", SOL_SOCKET, SO_OOBINLINE, NUMBER, 1 },
	{ "SO_NO_CHECK", SOL_SOCKET, SO_NO_CHECK, NUMBER, 1 },
	{ "SO_PRIORITY", SOL_SOCKET, SO_PRIORITY, NUMBER, 5 },
	{ "SO_SNDBUF", SOL_SOCKET, SO_SNDBUF, DOUBLED, 8192 },
	{ "SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, DOUBLED, 8192 },
	{ "SO_RCVLOWAT", SOL_SOCKET, SO_RCVLOWAT, NUMBER, 7 },
	{ "SO_SNDLOWAT", SOL_SOCKET, SO_SNDLOWAT, STATE, 1 },
	{ "SO_RXQ_OVFL", SOL_SOCKET, SO_RXQ_OVFL, NUMBER, 1 },
	{ "SO_SELECT_ERR_QUEUE", SOL_SOCKET, SO_SELECT_ERR_QUEUE, NUMBER, 1 },
	{ "SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR, NUMBER, 1 },
	{ "SO_REUSEPORT", SOL_SOCKET, SO_REUSEPORT, NUMBER, 1 },
	{ "SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE, NUMBER, 1 },
	{ "SO_DOMAIN", SOL_SOCKET, SO_DOMAIN, STATE, 0 },
	{ "SO_PROTOCOL", SOL_SOCKET, SO_PROTOCOL, STATE, 0 },
	{ "SO_ACCEPTCONN", SOL_SOCKET, SO_ACCEPTCONN, ZERO, 0 },
	{ "SO_ERROR", SOL_SOCKET, SO_ERROR, ZERO, 0 },
	{ "SO_MARK", SOL_SOCKET, SO_MARK, ZERO, 0 },
	{ "SO_BINDTOIFINDEX", SOL_SOCKET, SO_BINDTOIFINDEX, ZERO, 0 },
	{ "SO_BUF_LOCK", SOL_SOCKET, 72, NUMBER, 1 },
	{ "SO_RCVMARK", SOL_SOCKET, 75, ZERO, 0 },
	{ "IP_TOS", IP, IP_TOS, NUMBER, 0x10 },
	{ "IP_TTL", IP, IP_TTL, NUMBER, 77 },
	{ "IP_RECVOPTS", IP, IP_RECVOPTS, NUMBER, 1 },
	{ "IP_RETOPTS", IP, IP_RETOPTS, NUMBER, 1 },
	{ "IP_PKTINFO", IP, IP_PKTINFO, NUMBER, 1 },
	{ "IP_MTU_DISCOVER", IP, IP_MTU_DISCOVER, NUMBER, IP_PMTUDISC_DONT },
	{ "IP_MTU_DISCOVER", IP, IP_MTU_DISCOVER, NUMBER, IP_PMTUDISC_DO },
	{ "IP_MTU_DISCOVER", IP, IP_MTU_DISCOVER, NUMBER, IP_PMTUDISC_PROBE },
	{ "IP_MTU_DISCOVER", IP, IP_MTU_DISCOVER, NUMBER, IP_PMTUDISC_WANT },
	{ "IP_RECVERR", IP, IP_RECVERR, NUMBER, 1 },
	{ "IP_RECVTTL", IP, IP_RECVTTL, NUMBER, 1 },
	{ "IP_RECVTOS", IP, IP_RECVTOS, NUMBER, 1 },
	{ "IP_FREEBIND", IP, IP_FREEBIND, NUMBER, 1 },
	{ "IP_RECVORIGDSTADDR", IP, IP_RECVORIGDSTADDR, NUMBER, 1 },
	{ "IP_MINTTL", IP, IP_MINTTL, NUMBER, 9 },
	{ "IP_BIND_ADDRESS_NO_PORT", IP, IP_BIND_ADDRESS_NO_PORT, NUMBER, 1 },
	{ "IP_MULTICAST_TTL", IP, IP_MULTICAST_TTL, NUMBER, 3 },
	{ "IP_MULTICAST_LOOP", IP, IP_MULTICAST_LOOP, NUMBER, 0 },
	{ "IP_MULTICAST_ALL", IP, IP_MULTICAST_ALL, NUMBER, 0 },
	{ "IP_TRANSPARENT", IP, IP_TRANSPARENT, ZERO, 0 },
	{ "UDP_CORK", UDP, UDP_CORK, NUMBER, 1 },
	{ "UDP_SEGMENT", UDP, UDP_SEGMENT, NUMBER, 1000 },
	{ "UDP_NO_CHECK6_TX", UDP, UDP_NO_CHECK6_TX, NUMBER, 1 },
	{ "UDP_NO_CHECK6_RX", UDP, UDP_NO_CHECK6_RX, NUMBER, 1 },
	{ "UDP_GRO", UDP, UDP_GRO, ONLY_SET, 1 },
};

static const struct option on_tcp[] = {
	{ "TCP_NODELAY", TCP, TCP_NODELAY, NUMBER, 1 },
	{ "TCP_CORK", TCP, TCP_CORK, NUMBER, 1 },
	{ "TCP_MAXSEG", TCP, TCP_MAXSEG, STATE, 0 },
	{ "TCP_KEEPIDLE", TCP, TCP_KEEPIDLE, NUMBER, 101 },
	{ "TCP_KEEPINTVL", TCP, TCP_KEEPINTVL, NUMBER, 102 },
	{ "TCP_KEEPCNT", TCP, TCP_KEEPCNT, NUMBER, 11 },
	{ "TCP_SYNCNT", TCP, TCP_SYNCNT, NUMBER, 4 },
	{ "TCP_LINGER2", TCP, TCP_LINGER2, NUMBER, 13 },
	{ "TCP_DEFER_ACCEPT", TCP, TCP_DEFER_ACCEPT, NUMBER, 1 },
	{ "TCP_WINDOW_CLAMP", TCP, TCP_WINDOW_CLAMP, NUMBER, 5000 },
	{ "TCP_QUICKACK", TCP, TCP_QUICKACK, STATE, 0 },
	{ "TCP_USER_TIMEOUT", TCP, TCP_USER_TIMEOUT, NUMBER, 12345 },
	{ "TCP_FASTOPEN", TCP, TCP_FASTOPEN, NUMBER, 3 },
	{ "TCP_FASTOPEN_CONNECT", TCP, TCP_FASTOPEN_CONNECT, NUMBER, 1 },
	{ "TCP_FASTOPEN_NO_COOKIE", TCP, TCP_FASTOPEN_NO_COOKIE, NUMBER, 1 },
	{ "TCP_NOTSENT_LOWAT", TCP, TCP_NOTSENT_LOWAT, NUMBER, 8192 },
	{ "TCP_SAVE_SYN", TCP, TCP_SAVE_SYN, NUMBER, 1 },
	{ "TCP_INQ", TCP, TCP_INQ, NUMBER, 1 },
	{ "SO_ZEROCOPY", SOL_SOCKET, SO_ZEROCOPY, NUMBER, 1 },
	{ "SO_INCOMING_CPU", SOL_SOCKET, SO_INCOMING_CPU, ONLY_SET, 0 },
	{ "SO_MAX_PACING_RATE", SOL_SOCKET, SO_MAX_PACING_RATE, NUMBER, 1000000 },
	{ "SO_TXREHASH", SOL_SOCKET, 74, NUMBER, 1 },
};

static const struct option on_udp6[] = {
	{ "IPV6_V6ONLY", IP6, IPV6_V6ONLY, NUMBER, 1 },
	{ "IPV6_UNICAST_HOPS", IP6, IPV6_UNICAST_HOPS, NUMBER, 77 },
	{ "IPV6_MULTICAST_HOPS", IP6, IPV6_MULTICAST_HOPS, NUMBER, 5 },
	{ "IPV6_MULTICAST_LOOP", IP6, IPV6_MULTICAST_LOOP, NUMBER, 0 },
	{ "IPV6_MULTICAST_ALL", IP6, IPV6_MULTICAST_ALL, NUMBER, 0 },
	{ "IPV6_MTU_DISCOVER", IP6, IPV6_MTU_DISCOVER, NUMBER, 2 },
	{ "IPV6_MTU", IP6, IPV6_MTU, ONLY_SET, 1400 },
	{ "IPV6_RECVERR", IP6, IPV6_RECVERR, NUMBER, 1 },
	{ "IPV6_RECVPKTINFO", IP6, IPV6_RECVPKTINFO, NUMBER, 1 },
	{ "IPV6_RECVHOPLIMIT", IP6, IPV6_RECVHOPLIMIT, NUMBER, 1 },
	{ "IPV6_RECVTCLASS", IP6, IPV6_RECVTCLASS, NUMBER, 1 },
	{ "IPV6_TCLASS", IP6, IPV6_TCLASS, NUMBER, 0x20 },
	{ "IPV6_DONTFRAG", IP6, IPV6_DONTFRAG, NUMBER, 1 },
	{ "IPV6_AUTOFLOWLABEL", IP6, IPV6_AUTOFLOWLABEL, NUMBER, 0 },
	{ "IPV6_RECVORIGDSTADDR", IP6, IPV6_RECVORIGDSTADDR, NUMBER, 1 },
	{ "IPV6_FREEBIND", IP6, IPV6_FREEBIND, NUMBER, 1 },
	{ "IPV6_UNICAST_IF", IP6, IPV6_UNICAST_IF, NUMBER, 0 },
	{ "IPV6_MULTICAST_IF", IP6, IPV6_MULTICAST_IF, NUMBER, 0 },
	{ "IPV6_TRANSPARENT", IP6, IPV6_TRANSPARENT, ZERO, 0 },
};

static const struct option on_unix[] = {
	{ "SO_PASSCRED", SOL_SOCKET, SO_PASSCRED, NUMBER, 1 },
	{ "SO_PEEK_OFF", SOL_SOCKET, SO_PEEK_OFF, NUMBER, 3 },
	{ "SO_TYPE", SOL_SOCKET, SO_TYPE, STATE, 0 },
	{ "SO_TIMESTAMP_OLD", SOL_SOCKET, SO_TIMESTAMP, NUMBER, 1 },
	{ "SO_TIMESTAMPNS_OLD", SOL_SOCKET, SO_TIMESTAMPNS, NUMBER, 1 },
};

static const struct option on_netlink[] = {
	{ "NETLINK_PKTINFO", SOL_NETLINK, NETLINK_PKTINFO, NUMBER, 1 },
	{ "NETLINK_BROADCAST_ERROR", SOL_NETLINK, NETLINK_BROADCAST_ERROR, NUMBER, 1 },
	{ "NETLINK_NO_ENOBUFS", SOL_NETLINK, NETLINK_NO_ENOBUFS, NUMBER, 1 },
	{ "NETLINK_CAP_ACK", SOL_NETLINK, NETLINK_CAP_ACK, NUMBER, 1 },
	{ "NETLINK_EXT_ACK", SOL_NETLINK, NETLINK_EXT_ACK, NUMBER, 1 },
	{ "NETLINK_GET_STRICT_CHK", SOL_NETLINK, NETLINK_GET_STRICT_CHK, NUMBER, 1 },
	{ "NETLINK_ADD_MEMBERSHIP", SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, ONLY_SET, 1 },
	{ "NETLINK_DROP_MEMBERSHIP", SOL_NETLINK, NETLINK_DROP_MEMBERSHIP, ONLY_SET, 1 },
};

#define CHECK_ALL(what, fd, table)                                                             \
	for (size_t i = 0; i < COUNT(table); i++)                                              \
	check(what, fd, &(table)[i], (table)[i].level == SOL_SOCKET && (table)[i].name > 70)

static void check_structures(int udp, int tcp)
{
	struct linger linger = { 1, 7 };
	struct timeval limit = { 3, 250000 };
	struct tcp_info info;
	char name[16] = "reno";
	unsigned long cookie = 0;
	unsigned memory[9] = { 0 };
	socklen_t size = sizeof(linger);

	EXPECT(CALL(setsockopt, tcp, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)), ==, 0);
	linger = (struct linger){ 0, 0 };
	EXPECT(CALL(getsockopt, tcp, SOL_SOCKET, SO_LINGER, &linger, &size), ==, 0);
	EXPECT_ROW("SO_LINGER", linger.l_onoff == 1 && linger.l_linger == 7, ==, true);
	EXPECT(CALL(setsockopt, udp, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit)), ==, 0);
	limit = (struct timeval){ 0, 0 };
	size = sizeof(limit);
	EXPECT(CALL(getsockopt, udp, SOL_SOCKET, SO_SNDTIMEO, &limit, &size), ==, 0);
	/* In units of the kernel's clock, at most 10 ms. */
	EXPECT_ROW("SO_SNDTIMEO", limit.tv_sec == 3 && limit.tv_usec - 250000UL <= 10000, ==,
		   true);
	EXPECT(CALL(setsockopt, udp, SOL_SOCKET, SO_RCVTIMEO, &limit, 4), ==, -EINVAL);
	limit.tv_usec = 1000000;
	EXPECT(CALL(setsockopt, udp, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)), ==,
	       -EDOM);

	size = sizeof(info);
	memset(&info, 0xff, sizeof(info));
	EXPECT(CALL(getsockopt, tcp, TCP, TCP_INFO, &info, &size), ==, 0);
	EXPECT_ROW("TCP_INFO: the state is TCP_CLOSE", info.tcpi_state, ==, 7);
	size = 1;
	EXPECT(CALL(getsockopt, tcp, TCP, TCP_INFO, &info, &size), ==, 0);
	EXPECT_ROW("TCP_INFO of one byte", size, ==, 1U);
	EXPECT(CALL(setsockopt, tcp, TCP, TCP_CONGESTION, name, 4), ==, 0);
	memset(name, 'x', sizeof(name));
	size = sizeof(name);
	EXPECT(CALL(getsockopt, tcp, TCP, TCP_CONGESTION, name, &size), ==, 0);
	EXPECT_STR(name, "reno");
	size = sizeof(cookie);
	EXPECT(CALL(getsockopt, udp, SOL_SOCKET, SO_COOKIE, &cookie, &size), ==, 0);
	EXPECT_ROW("SO_COOKIE", cookie, !=, 0UL);
	size = sizeof(memory);
	EXPECT(CALL(getsockopt, udp, SOL_SOCKET, SO_MEMINFO, memory, &size), ==, 0);
	EXPECT_ROW("SO_MEMINFO: the size of the receive buffer", memory[1], >=, 16384U);
	size = sizeof(int);
	EXPECT(CALL(setsockopt, udp, SOL_SOCKET, SO_BINDTODEVICE, "none-such", 10), ==,
	       -ENODEV);
	size = sizeof(name);
	EXPECT(CALL(getsockopt, udp, SOL_SOCKET, SO_BINDTODEVICE, name, &size), ==, 0);
	EXPECT_ROW("SO_BINDTODEVICE: none", size, ==, 0U);
}

static void check_errors(int udp)
{
	socklen_t size = sizeof(int);
	socklen_t negative = (socklen_t)-1;
	int value = 1;

	EXPECT(CALL(setsockopt, udp, SOL_SOCKET, 9999, &value, sizeof(value)), ==,
	       -ENOPROTOOPT);
	EXPECT(CALL(getsockopt, udp, SOL_SOCKET, 9999, &value, &size), ==, -ENOPROTOOPT);
	EXPECT(CALL(getsockopt, udp, IP, 9999, &value, &size), ==, -ENOPROTOOPT);
	EXPECT(CALL(setsockopt, udp, IP, 9999, &value, sizeof(value)), ==, -ENOPROTOOPT);
	EXPECT(CALL(setsockopt, udp, SOL_SOCKET, SO_BROADCAST, &value, 2), ==, -EINVAL);
	EXPECT(SYS(setsockopt, udp, SOL_SOCKET, SO_BROADCAST, 8, sizeof(value)), ==, -EFAULT);
	EXPECT(CALL(getsockopt, udp, SOL_SOCKET, SO_BROADCAST, &value, &negative), ==, -EINVAL);
	EXPECT(CALL(setsockopt, 0, SOL_SOCKET, SO_BROADCAST, &value, sizeof(value)), ==,
	       -ENOTSOCK);
	EXPECT(CALL(getsockopt, 999, SOL_SOCKET, SO_BROADCAST, &value, &size), ==, -EBADF);
	EXPECT(CALL(setsockopt, udp, SOL_SOCKET, SO_ERROR, &value, sizeof(value)), ==,
	       -ENOPROTOOPT);
}

int guest_main(void)
{
	const int udp = MUST(socket, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	const int tcp = MUST(socket, AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 6);
	const int udp6 = (int)CALL(socket, AF_INET6, SOCK_DGRAM, 0);
	const int netlink = MUST(socket, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	int ends[2];

	MUST(socketpair, AF_UNIX, SOCK_STREAM, 0, ends);
	check_structures(udp, tcp);
	check_errors(udp);
	CHECK_ALL("UDP", udp, on_udp);
	CHECK_ALL("TCP", tcp, on_tcp);
	CHECK_ALL("Unix", ends[0], on_unix);
	CHECK_ALL("netlink", netlink, on_netlink);
	/* A kernel may have no IPv6. */
	EXPECT_ROW("a socket of AF_INET6", udp6 >= 0 || udp6 == -EAFNOSUPPORT, ==, true);
	if (udp6 >= 0)
		CHECK_ALL("UDP over IPv6", udp6, on_udp6);
	return 0;
}

#else

CASE(socket_option_table, .rule = "NET-42", .shared = true,
     .summary = "each option of sockets is kept and told by its own number and size");

#endif
