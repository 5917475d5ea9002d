/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* chrony, ping and PTP read a packet's time from the control messages beside
 * it, whose structures are the architecture's. */
#include "case.h"

#ifdef GUEST

#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* Its time in nanoseconds, -1 without one. */
static long long arrival(int fd, int type)
{
	char text[4];
	char control[256] __attribute__((aligned(8)));
	struct iovec part = { text, sizeof(text) };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = control,
				  .msg_controllen = sizeof(control) };

	if (!EXPECT(recvmsg(fd, &message, MSG_DONTWAIT), ==, 2L))
		return -1;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != type)
			continue;
		EXPECT(c->cmsg_len, ==, CMSG_LEN(16));

		long parts[2];

		memcpy(parts, CMSG_DATA(c), sizeof(parts));
		return parts[0] * 1000000000LL + parts[1] * (type == SO_TIMESTAMP ? 1000 : 1);
	}
	return -1;
}

static long long now(void)
{
	struct timespec time;

	MUST(clock_gettime, CLOCK_REALTIME, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int guest_main(void)
{
	static const int types[] = { SO_TIMESTAMP, SO_TIMESTAMPNS };
	static const char *const claims[] = { "SO_TIMESTAMP tells when the packet was sent",
					      "SO_TIMESTAMPNS tells when the packet was sent" };
	const int on = MUTATE(1, 0);
	int pair[2];

	for (int i = 0; i < 2; i++) {
		MUST(socketpair, AF_UNIX, SOCK_DGRAM, 0, pair);
		/* Control: nothing without the option. */
		MUST(write, pair[0], "hi", 2);
		EXPECT(arrival(pair[1], types[i]), ==, -1LL);
		EXPECT(setsockopt(pair[1], SOL_SOCKET, types[i], &on, sizeof(on)), ==, 0);

		const long long before = now() / 1000 * 1000;

		MUST(write, pair[0], "hi", 2);

		const long long time = arrival(pair[1], types[i]);
		const long long after = now();

		EXPECT_ROW(claims[i], time >= before && time <= after, ==, true);
		close(pair[0]);
		close(pair[1]);
	}
	return 0;
}

#else

CASE(timestamp_messages, .rule = "NET-12", .shared = true,
     .summary = "SO_TIMESTAMP and SO_TIMESTAMPNS tell a packet's time beside it");

#endif
