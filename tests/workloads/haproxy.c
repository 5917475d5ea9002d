/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* HAProxy, in its chroot and as its own user, before two servers. */
#include "workload.h"

static void steps(struct container *c)
{
	RUN(c, "mkdir -p /tmp/a /tmp/b /run/haproxy /var/lib/haproxy; echo one > /tmp/a/f; "
	       "echo two > /tmp/b/f");
	RUN(c, "for s in a:8001 b:8002; do (cd /tmp/${s%:*} && exec python3 -m http.server "
	       "--bind 127.0.0.1 ${s#*:} > /logs/${s%:*} 2>&1) & done");
	WRITE(c, "/tmp/h.cfg",
	      "global\n chroot /var/lib/haproxy\n user haproxy\n group nogroup\n nbthread 2\n "
	      "stats socket /run/haproxy/s\n"
	      "defaults\n mode http\n timeout connect 20s\n timeout client 60s\n timeout "
	      "server 60s\n"
	      "frontend f\n bind 127.0.0.1:8080\n http-response set-header X-By haproxy\n "
	      "default_backend b\n"
	      "backend b\n balance roundrobin\n server one 127.0.0.1:8001\n server two "
	      "127.0.0.1:8002");
	RUN(c, "haproxy -db -f /tmp/h.cfg > /logs/haproxy 2>&1 & pid=$!");
	UNTIL(c, "curl -sf http://127.0.0.1:8001/f http://127.0.0.1:8002/f "
		 "http://127.0.0.1:8080/f > /logs/curl 2>&1");
	SPOIL(c, "echo three > /tmp/b/f");
	SAYS(c,
	     "for i in 1 2 3 4 5 6; do curl -s http://127.0.0.1:8080/f; done | sort | uniq -c "
	     "| tr -s ' '",
	     " 3 one\n 3 two\n");
	SAYS(c, "curl -sI http://127.0.0.1:8080/f | tr -d '\\r' | grep -i x-by",
	     "x-by: haproxy\n");
	SAYS(c, "ps -o user= -p $pid", "haproxy\n");
}

WORKLOAD(haproxy, "services", "HAProxy in its chroot, before two servers");
