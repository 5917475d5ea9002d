/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Name servers and QUIC send datagrams by the batch and ask for the address
 * each came to; ping sends ICMP by a raw socket.
 */
#include "case.h"

#ifdef GUEST

#include "loopback.h"

#include <poll.h>
#include <time.h>

enum { COUNT = 3 };

static void check_batch(int from, int to)
{
	struct iovec out[COUNT] = { { (void *)"1", 1 },
				    { (void *)"22", 2 },
				    { (void *)"333", 3 } };
	struct mmsghdr sent[COUNT];
	struct mmsghdr got[COUNT];
	char text[COUNT][8];
	struct iovec in[COUNT];

	memset(sent, 0, sizeof(sent));
	memset(got, 0, sizeof(got));
	for (int i = 0; i < COUNT; i++) {
		sent[i].msg_hdr.msg_iov = &out[i];
		sent[i].msg_hdr.msg_iovlen = 1;
		in[i] = (struct iovec){ text[i], sizeof(text[i]) };
		got[i].msg_hdr.msg_iov = &in[i];
		got[i].msg_hdr.msg_iovlen = 1;
	}
	EXPECT(sendmmsg(from, sent, COUNT, 0), ==, COUNT);
	EXPECT_ROW("what the second message counted", sent[1].msg_len, ==, 2U);
	/* It waits for all: the kernel may carry them over later. */
	EXPECT(recvmmsg(to, got, COUNT, 0, NULL), ==, COUNT);
	EXPECT_ROW("the second message's length", got[1].msg_len, ==, 2U);
	EXPECT_ROW("the third message", memcmp(text[2], "333", 3), ==, 0);
	EXPECT_ERROR(recvmmsg(to, got, COUNT, MSG_DONTWAIT, NULL), EAGAIN);
}

static void check_packet_info(int from, int to)
{
	union {
		char room[CMSG_SPACE(sizeof(struct in_pktinfo))];
		struct cmsghdr header;
	} control = { .room = "" };
	struct sockaddr_in sender;
	char text[8];
	struct iovec part = { text, sizeof(text) };
	struct msghdr message = { .msg_name = &sender,
				  .msg_namelen = sizeof(sender),
				  .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control.room) };
	struct in_pktinfo info = { .ipi_ifindex = 0 };
	const int on = MUTATE(1, 0);

	EXPECT(setsockopt(to, IPPROTO_IP, IP_PKTINFO, &on, sizeof(on)), ==, 0);
	EXPECT(send(from, "info", 4, 0), ==, 4);
	EXPECT(recvmsg(to, &message, 0), ==, 4);
	EXPECT_ROW("the sender's address", sender.sin_addr.s_addr, ==,
		   loopback_address(0).sin_addr.s_addr);
	if (EXPECT_ROW("IP_PKTINFO comes along",
		       message.msg_controllen >= CMSG_LEN(sizeof(info)) &&
			       control.header.cmsg_type == IP_PKTINFO,
		       ==, true)) {
		memcpy(&info, CMSG_DATA(&control.header), sizeof(info));
		EXPECT_ROW("the address it came to", info.ipi_addr.s_addr, ==,
			   loopback_address(0).sin_addr.s_addr);
		EXPECT_ROW("the interface it came by", info.ipi_ifindex, >, 0);
	}
}

/* An echo request (type 8) as RFC 792 has it, with its checksum. */
static void check_echo(void)
{
	static const unsigned char request[8] = { 8, 0, 0xf7, 0xfb, 0, 1, 0, 3 };
	struct sockaddr_in address = loopback_address(0);
	unsigned char packet[128];
	int fd = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
	struct pollfd ready = { .fd = fd, .events = POLLIN };

	if (!EXPECT_ROW("a raw socket", fd, >=, 0))
		return;
	EXPECT(sendto(fd, request, sizeof(request), 0, (struct sockaddr *)&address,
		      sizeof(address)),
	       ==, 8);
	/* It sees the request itself, too. */
	for (int i = 0; i < 2; i++) {
		if (!EXPECT_ROW("an ICMP packet comes", poll(&ready, 1, 15000), ==, 1))
			return;

		ssize_t n = recv(fd, packet, sizeof(packet), 0);

		if (n == 28 && packet[20] == 0)
			return;
	}
	EXPECT_ROW("the echo reply comes", false, ==, true);
}

int guest_main(void)
{
	loopback_up();

	int to = MUST(socket, AF_INET, SOCK_DGRAM, 0);
	int from = MUST(socket, AF_INET, SOCK_DGRAM, 0);
	struct sockaddr_in address = loopback_address(loopback_bind(to));
	struct pollfd ready = { .fd = from, .events = POLLIN };
	char byte;

	EXPECT(connect(from, (struct sockaddr *)&address, sizeof(address)), ==, 0);
	check_batch(from, to);
	check_packet_info(from, to);
	check_echo();

	/* Control: a port where nobody is answers by an error. */
	close(to);
	EXPECT(send(from, "x", 1, 0), ==, 1);
	EXPECT_ROW("the error is told", poll(&ready, 1, 15000), ==, 1);
	EXPECT_ERROR(recv(from, &byte, 1, 0), ECONNREFUSED);
	return 0;
}

#else

CASE(udp_loopback, .rule = "NET-6",
     .summary = "datagrams go by the batch and tell where they came to, ping is answered",
     .issues = { "https://github.com/docker/docs/issues/12591" }, .privileged = true);

#endif
