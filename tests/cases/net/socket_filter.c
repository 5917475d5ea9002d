/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* DHCP clients, tcpdump and systemd have the kernel sort packets by a filter,
 * whose instructions lie behind a pointer in a structure. */
#include "case.h"

#ifdef GUEST

#include <linux/filter.h>
#include <sys/socket.h>
#include <unistd.h>

int guest_main(void)
{
	/* Those that start with 'y' pass, cut to 3 bytes. */
	static struct sock_filter only_y[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MUTATE('y', 'n'), 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 3),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	static struct sock_filter endless[] = { BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0) };
	const struct sock_fprog program = { 4, only_y };
	const struct sock_fprog wrong = { 1, endless };
	int pair[2];
	char text[8];

	MUST(socketpair, AF_UNIX, SOCK_DGRAM, 0, pair);
	EXPECT(setsockopt(pair[1], SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)), ==,
	       0);
	EXPECT(write(pair[0], "no", 2), ==, 2L);
	EXPECT(write(pair[0], "yes", 3), ==, 3L);
	EXPECT(SYS(recvfrom, pair[1], text, sizeof(text), MSG_DONTWAIT, 0, 0), ==, 3L);
	EXPECT_ROW("what the filter passes arrives", text[0], ==, 'y');
	EXPECT(SYS(recvfrom, pair[1], text, sizeof(text), MSG_DONTWAIT, 0, 0), ==,
	       (long)-EAGAIN);
	EXPECT(write(pair[0], "yesterday", 9), ==, 9L);
	EXPECT_ROW("a packet is cut as the filter says",
		   SYS(recvfrom, pair[1], text, sizeof(text), MSG_DONTWAIT, 0, 0), ==, 3L);

	/* A program without an end is refused, and the old one stays. */
	EXPECT_ERROR(setsockopt(pair[1], SOL_SOCKET, SO_ATTACH_FILTER, &wrong, sizeof(wrong)),
		     EINVAL);
	EXPECT(setsockopt(pair[1], SOL_SOCKET, SO_DETACH_FILTER, pair, sizeof(int)), ==, 0);
	EXPECT(write(pair[0], "no", 2), ==, 2L);
	EXPECT(SYS(recvfrom, pair[1], text, sizeof(text), MSG_DONTWAIT, 0, 0), ==, 2L);
	return 0;
}

#else

CASE(socket_filter, .rule = "NET-11", .shared = true,
     .summary = "SO_ATTACH_FILTER drops and cuts packets as its program says");

#endif
