/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What libpcap asks of the kernel, in its order: of an interface, of a packet
 * socket, and of the ring of frames that the two share.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "loopback.h"

#include <linux/ethtool.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/sockios.h>
#include <poll.h>
#include <sys/mman.h>

enum { BLOCK = 1 << 16, BLOCKS = 2, FRAME = 2048, LOOPBACK_LINK = 772, HEADERS = 14 + 20 + 8 };

static long set(int fd, int option, int value)
{
	return CALL(setsockopt, fd, SOL_PACKET, option, &value, sizeof(value));
}

/* UDP over IPv4 to one port, as "udp port N" is compiled to. */
static void attach_filter(int fd, unsigned port)
{
	const struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ETH_P_IP, 0, 5),
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 23),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_UDP, 0, 3),
		BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 36),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MUTATE(port, port + 1), 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 65535),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	const struct sock_fprog program = { COUNT(code), (void *)code };
	int locked = 1;

	EXPECT(CALL(setsockopt, fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)),
	       ==, 0);
	EXPECT(CALL(setsockopt, fd, SOL_SOCKET, SO_LOCK_FILTER, &locked, sizeof(locked)), ==,
	       0);
	EXPECT(CALL(setsockopt, fd, SOL_SOCKET, SO_DETACH_FILTER, &locked, sizeof(locked)), ==,
	       -EPERM);
}

static void check_interface(int fd, struct sockaddr_ll *link)
{
	struct ethtool_ts_info info = { .cmd = ETHTOOL_GET_TS_INFO, .phc_index = 77 };
	struct ifreq request = { .ifr_name = "lo" };

	request.ifr_data = (char *)&info;
	const long asked = CALL(ioctl, fd, SIOCETHTOOL, &request);

	/* Of a loopback a kernel may know nothing; then it says so. */
	EXPECT_ROW("ETHTOOL_GET_TS_INFO",
		   asked == 0 || asked == -EOPNOTSUPP || asked == -EINVAL, ==, true);
	if (asked == 0)
		EXPECT_ROW("a loopback has no clock of its own", info.phc_index, ==, -1);
	EXPECT(CALL(ioctl, fd, SIOCGIFINDEX, &request), ==, 0);
	link->sll_ifindex = request.ifr_ifindex;
	EXPECT(CALL(ioctl, fd, SIOCGIFHWADDR, &request), ==, 0);
	EXPECT_ROW("the kind of link", request.ifr_hwaddr.sa_family, ==, LOOPBACK_LINK);
}

static void check_ring(int fd, int udp, in_port_t port)
{
	struct sockaddr_in to = loopback_address(port);
	struct sockaddr_in elsewhere = loopback_address(9 << 8);
	struct tpacket_req ring = { .tp_block_size = BLOCK,
				    .tp_block_nr = BLOCKS,
				    .tp_frame_size = FRAME,
				    .tp_frame_nr = BLOCK / FRAME * BLOCKS };
	struct tpacket_stats statistics = { 0 };
	socklen_t size = sizeof(statistics);

	if (!EXPECT(CALL(setsockopt, fd, SOL_PACKET, PACKET_RX_RING, &ring, sizeof(ring)), ==,
		    0))
		return;

	const long map =
		SYS(mmap, NULL, BLOCK * BLOCKS, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (!EXPECT_ROW("mmap of the ring", map, >, 0L))
		return;
	attach_filter(fd, __builtin_bswap16(port));
	MUST(sendto, udp, "no", 2, 0, (struct sockaddr *)&elsewhere, sizeof(elsewhere));
	MUST(sendto, udp, "captured", 8, 0, (struct sockaddr *)&to, sizeof(to));

	struct pollfd ready = { fd, POLLIN, 0 };

	if (!EXPECT_ROW("a frame comes", poll(&ready, 1, 5000), ==, 1))
		return;

	const struct tpacket2_hdr *frame = (void *)map;

	EXPECT_ROW("the first frame is the program's", frame->tp_status & TP_STATUS_USER, ==,
		   (__u32)TP_STATUS_USER);
	EXPECT_ROW("its length", frame->tp_len, ==, (__u32)(HEADERS + 8));
	EXPECT_ROW("its data", memcmp((char *)map + frame->tp_mac + HEADERS, "captured", 8), ==,
		   0);
	EXPECT(CALL(getsockopt, fd, SOL_PACKET, PACKET_STATISTICS, &statistics, &size), ==, 0);
	EXPECT_ROW("PACKET_STATISTICS: packets", statistics.tp_packets - 1 < 2, ==, true);
	EXPECT_ROW("PACKET_STATISTICS: drops", statistics.tp_drops, ==, 0U);
	munmap((void *)map, (size_t)BLOCK * BLOCKS);
}

int guest_main(void)
{
	struct sockaddr_ll link = { .sll_family = AF_PACKET,
				    .sll_protocol = __builtin_bswap16(ETH_P_ALL) };
	struct packet_mreq promiscuous = { .mr_type = PACKET_MR_PROMISC };
	socklen_t size = sizeof(int);
	int value = TPACKET_V2;

	loopback_up();

	const int udp = MUST(socket, AF_INET, SOCK_DGRAM, 0);
	const in_port_t port = loopback_bind(udp);
	const int fd = (int)CALL(socket, AF_PACKET, SOCK_RAW, 0);

	if (!EXPECT_ROW("a packet socket", fd, >=, 0))
		return 1;
	check_interface(fd, &link);
	EXPECT(CALL(getsockopt, fd, SOL_PACKET, PACKET_HDRLEN, &value, &size), ==, 0);
	EXPECT_ROW("PACKET_HDRLEN", value, ==, (int)sizeof(struct tpacket2_hdr));
	EXPECT(set(fd, PACKET_VERSION, TPACKET_V2), ==, 0);
	EXPECT(set(fd, PACKET_RESERVE, 4), ==, 0);
	EXPECT(set(fd, PACKET_AUXDATA, 1), ==, 0);
	EXPECT(set(fd, PACKET_TIMESTAMP, 0), ==, 0);
	EXPECT(set(fd, PACKET_LOSS, 1), ==, 0);
	EXPECT(set(fd, PACKET_QDISC_BYPASS, 1), ==, 0);
	EXPECT(set(fd, PACKET_IGNORE_OUTGOING, 1), ==, 0);
	EXPECT(set(fd, PACKET_VERSION, 77), ==, -EINVAL);
	promiscuous.mr_ifindex = link.sll_ifindex;
	EXPECT(CALL(setsockopt, fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &promiscuous,
		    sizeof(promiscuous)),
	       ==, 0);
	EXPECT(CALL(setsockopt, fd, SOL_PACKET, PACKET_DROP_MEMBERSHIP, &promiscuous,
		    sizeof(promiscuous)),
	       ==, 0);
	EXPECT(CALL(bind, fd, (struct sockaddr *)&link, sizeof(link)), ==, 0);
	size = sizeof(link);
	EXPECT(CALL(getsockname, fd, (struct sockaddr *)&link, &size), ==, 0);
	EXPECT_ROW("the name of the socket: link", link.sll_hatype, ==, LOOPBACK_LINK);
	check_ring(fd, udp, port);
	return 0;
}

#else

CASE(packet_capture, .rule = "NET-41", .privileged = true, .needs = NEEDS_PACKET_SOCKETS,
     .summary =
	     "a packet socket with a filter and a shared ring shows the frames of an interface",
     .issues = { "https://github.com/tonistiigi/binfmt/issues/194",
		 "https://github.com/ossf/package-analysis/issues/378" });

#endif
