/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* sudo and su: programs that become another user by their mode bits. */
#include "workload.h"

static void steps(struct container *c)
{
	RUN(c, "printf 'tester ALL=(root) NOPASSWD: /usr/bin/id, /usr/bin/env\\n' > "
	       "/etc/sudoers.d/tester; "
	       "chmod 440 /etc/sudoers.d/tester; u='setpriv --reuid=1000 --regid=1000 "
	       "--clear-groups'");
	SAYS(c, "$u sudo -n id -u 2>>/logs/sudo; $u id -u", "0\n1000\n");
	/* What isn't allowed is refused, and the environment is cleaned. */
	FAILS(c, "$u sudo -n /usr/bin/cat /etc/shadow > /logs/cat 2>&1", 1);
	SAYS(c,
	     "$u env EVIL=1 LD_PRELOAD=/none sudo -n env 2>>/logs/env | grep -cE "
	     "'^(EVIL|LD_PRELOAD)' || true",
	     "0\n");
	SPOIL(c, "sed -i 's/^tester:x:1000:/tester:x:1001:/' /etc/passwd");
	SAYS(c, "su - tester -c 'id -un; id -u; pwd; echo $HOME' 2>>/logs/su",
	     "tester\n1000\n/home/tester\n/home/tester\n");
	RUN(c, "echo 'root:secret' | chpasswd 2>>/logs/chpasswd || "
	       "usermod -p \"$(openssl passwd -6 secret)\" root");
	SAYS(c, "echo secret | $u su -c 'id -u' 2>>/logs/su", "0\n");
	FAILS(c, "echo wrong | $u su -c 'id -u' > /logs/wrong 2>&1", 1);
}

WORKLOAD(sudo_su, "services", "sudo and su: another user's rights by mode bits, and no more");
