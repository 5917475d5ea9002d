/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* OpenSSH's own tests, of Debian's openssh-tests: those of its units, and scripts that
 * start servers, agents and clients. */
#include "suite.h"

/* The unit tests tell of each by its name; those of a program that ended too early
 * stand as begun, and it is not started again. */
static const char program[] =
	"#!/bin/sh\n"
	"t=/tmp/regress; d=/usr/lib/openssh/regress\n"
	"[ -d $t ] || { cp -a $d $t; chown -R root:root $t; }\n"
	"unset SSH_AUTH_SOCK; mkdir -p /run/sshd; begun=$2; cd $t\n"
	"one() {\n"
	"	name=$1; shift; grep -qx $name $begun && return; echo $name >> $begun\n"
	"	echo \"@begin $name\"\n"
	"	timeout -k 5 150 \"$@\" > /tmp/said 2>&1 < /dev/null\n"
	"	s=$?; how=fail; [ $s != 0 ] || how=pass\n"
	"	[ $s != 124 -a $s != 137 ] || how=hang; [ $s -lt 130 -o $how = hang ] || "
	"how=crash\n"
	"	! grep -qi '^skipped' /tmp/said || how=skip\n"
	"	echo \"@end $name $how $(grep -iE '^fail|^fatal|assert|skipped' /tmp/said | "
	"head -n 1 "
	"| tr -dc '[:print:]')\"\n"
	"	cat /tmp/said >&2\n"
	"}\n"
	"case $1 in\n"
	"units)\n"
	"	for u in sshbuf sshsig authopt bitmap conversion kex hostkeys match "
	"misc; do\n"
	"		f=; [ ! -d $t/unittests/$u/testdata ] || f=\"-d "
	"$t/unittests/$u/testdata\"\n"
	"		one unit-$u $t/unittests/$u/test_$u -F $f\n"
	"	done;;\n"
	"keys) set -- keygen-change keygen-comment keygen-convert keygen-knownhosts "
	"keygen-moduli keygen-sshfp krl sshsig sshcfgparse cfgparse addrmatch;;\n"
	"logins) set -- connect proxy-connect connect-privsep proto-version exit-status "
	"exit-status-signal envpass banner stderr-data stderr-after-eof broken-pipe yes-head "
	"forcecommand reexec keyscan;;\n"
	"files) set -- sftp sftp-cmds sftp-badcmds sftp-batch sftp-glob sftp-perm scp "
	"transfer;;\n"
	"agents) set -- agent agent-getpeereid agent-timeout agent-subprocess forwarding "
	"multiplex;;\n"
	"esac\n"
	"[ $1 != units ] || exit 0\n"
	"export SUDO= TEST_SHELL=/bin/sh TEST_SSH_SSH=/usr/bin/ssh "
	"TEST_SSH_SSHD_AUTH=/usr/lib/openssh/sshd-auth "
	"TEST_SSH_SSHD_SESSION=/usr/lib/openssh/sshd-session "
	"TEST_SSH_SFTPSERVER=/usr/lib/openssh/sftp-server TEST_SSH_UNSAFE_PERMISSIONS=1 "
	"TEST_SSH_ECC=yes OBJ=$t BUILDDIR=$t\n"
	"for s; do one $s sh $t/test-exec.sh $t $t/$s.sh; done";

static const struct suite suite = { "openssh", "openssh-tests", program };

GROUP(openssh, units);
GROUP(openssh, keys);
GROUP(openssh, logins);
GROUP(openssh, files);
GROUP(openssh, agents);
