/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* bubblewrap: an ordinary user's sandbox, of which nothing is to be seen outside. */
#include "workload.h"

#define BWRAP                                                                                  \
	"$u bwrap --unshare-all --ro-bind /usr /usr --symlink usr/lib /lib --symlink "         \
	"usr/lib64 /lib64 --symlink usr/bin /bin --proc /proc --dev /dev --tmpfs /tmp "        \
	"--die-with-parent "

static void steps(struct container *c)
{
	RUN(c, "u='setpriv --reuid=1000 --regid=1000 --clear-groups'; chmod 777 /tmp; echo out "
	       "> /tmp/seen");
	SAYS(c,
	     BWRAP
	     "--uid 4321 --hostname box sh -c 'id -u; hostname; ls /; ls /tmp' 2>>/logs/bwrap",
	     "4321\nbox\nbin\ndev\nlib\nlib64\nproc\ntmp\nusr\n");
	/* Processes of its own, no network but loopback, nothing to be written. */
	SAYS(c,
	     BWRAP "sh -c 'echo $$; tail -n +3 /proc/net/dev | cut -d: -f1 "
		   "| tr -d \" \"; "
		   "touch /usr/x 2>/dev/null || echo refused' 2>>/logs/bwrap",
	     "2\nlo\nrefused\n");
	SPOIL(c, "echo x > /usr/bin/hidden");
	SAYS(c,
	     BWRAP "sh -c 'echo in > /tmp/seen; ls /usr/bin/hidden 2>/dev/null'; cat /tmp/seen",
	     "out\n");
	SAYS(c,
	     "printf data | " BWRAP
	     "--cap-drop ALL --new-session sh -c 'tr a-z A-Z; exit 7'; echo $?",
	     "DATA7\n");
}

WORKLOAD(bubblewrap, "services", "bubblewrap: an ordinary user's sandbox", .privileged = true,
	 .needs = NEEDS_USER_NAMESPACES);
