/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* tcpdump: packets on loopback, by a filter that the kernel runs, and read from a file. */
#include "workload.h"

static void steps(struct container *c)
{
	RUN(c, "tcpdump -Z root -i lo -n -U -c 4 -w /tmp/p 'udp port 7777' > /logs/tcpdump "
	       "2>&1 & pid=$!");
	UNTIL(c, "grep -q 'listening on' /logs/tcpdump");
	RUN(c, "for i in 1 2 3 4; do bash -c \"echo -n packet-$i > /dev/udp/127.0.0.1/7777; "
	       "echo -n no > "
	       "/dev/udp/127.0.0.1/7778\" 2>/dev/null; done; wait $pid");
	SPOIL(c, "dd if=/tmp/p of=/tmp/q bs=1 count=150 2>/dev/null; cp /tmp/q /tmp/p");
	SAYS(c,
	     "tcpdump -Z root -n -t -r /tmp/p -A 'udp dst port 7777' 2>>/logs/read | grep -ao "
	     "'packet-[0-9]' | sort",
	     "packet-1\npacket-2\npacket-3\npacket-4\n");
	SAYS(c,
	     "tcpdump -Z root -n -t -r /tmp/p 2>>/logs/read | sed 's/127.0.0.1.[0-9]* >/X >/' "
	     "| sort "
	     "-u",
	     "IP X > 127.0.0.1.7777: UDP, length 8\n");
}

WORKLOAD(tcpdump, "services", "tcpdump: packets on loopback, by a filter", .privileged = true,
	 .needs = NEEDS_PACKET_SOCKETS);
