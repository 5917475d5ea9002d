/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* OpenSSH: keys made, a server whose children are confined (seccomp), logins, a file
 * there and back, a forwarded port. */
#include "workload.h"

#define SSH                                                                                    \
	"ssh -F none -p 2222 -i /tmp/id -o UserKnownHostsFile=/tmp/known -o "                  \
	"StrictHostKeyChecking=yes "

static void steps(struct container *c)
{
	RUN(c, "mkdir -p /run/sshd /root/.ssh && chmod 700 /root/.ssh && "
	       "ssh-keygen -q -t ed25519 -N '' -f /tmp/host && ssh-keygen -q -t ecdsa -N '' -f "
	       "/tmp/id && "
	       "cp /tmp/id.pub /root/.ssh/authorized_keys && "
	       "echo \"[127.0.0.1]:2222 $(cut -d' ' -f1,2 /tmp/host.pub)\" > /tmp/known");
	SPOIL(c,
	      "ssh-keygen -q -t ed25519 -N '' -f /tmp/other; sed -i \"s#AAAA.*#$(cut -d' ' -f2 "
	      "/tmp/other.pub)#\" /tmp/known");
	RUN(c,
	    "/usr/sbin/sshd -D -e -f /dev/null -p 2222 -h /tmp/host -o ListenAddress=127.0.0.1 "
	    "-o PidFile=/run/sshd.pid -o UsePAM=no -o LogLevel=VERBOSE -o "
	    "Subsystem='sftp internal-sftp' > /logs/sshd 2>&1 &");
	UNTIL(c, "ssh-keyscan -p 2222 127.0.0.1 2> /logs/scan | grep -q ed25519");
	SAYS(c, SSH "root@127.0.0.1 'echo $((6 * 7)); exit 3' 2>> /logs/ssh; echo $?",
	     "42\n3\n");
	SAYS(c,
	     "seq 1 50000 | " SSH "-c aes256-ctr -m hmac-sha2-256 root@127.0.0.1 'cat > "
	     "/tmp/up' && seq 1 50000 | cmp - /tmp/up "
	     "&& echo same",
	     "same\n");
	SAYS(c,
	     "scp -q -F none -P 2222 -i /tmp/id -o UserKnownHostsFile=/tmp/known "
	     "root@127.0.0.1:/tmp/up /tmp/down && cmp /tmp/up /tmp/down && echo same",
	     "same\n");
	RUN(c, SSH "-N -L 127.0.0.1:9000:127.0.0.1:2222 root@127.0.0.1 > /logs/forward 2>&1 &");
	UNTIL(c, "ssh-keyscan -p 9000 127.0.0.1 2> /logs/scan | grep -q ed25519");
	/* One that has no key is told so. */
	FAILS(c,
	      "ssh -F none -p 2222 -i /dev/null -o BatchMode=yes -o "
	      "UserKnownHostsFile=/tmp/known root@127.0.0.1 "
	      "true 2>/logs/refused",
	      255);
	RUN(c, "grep -q 'Permission denied' /logs/refused");
}

WORKLOAD(openssh, "services",
	 "OpenSSH: a server with its sandbox, logins, copies, a forwarded port");
