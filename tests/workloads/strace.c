/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* strace: the system calls of a program and its children. */
#include "workload.h"

static void steps(struct container *c)
{
	SPOIL(c, "ln -sf /bin/true /usr/local/bin/mkdir");
	RUN(c, "strace -f -o /logs/trace -e "
	       "'trace=/^(mkdir|rmdir|unlink|exit_group)' sh -c 'mkdir "
	       "/tmp/made; rmdir /tmp/made; exit 5' 2>/logs/strace; [ $? = 5 ]");
	SAYS(c,
	     "grep -cE 'mkdir(at)?\\(.*\"/tmp/made\".*= 0' /logs/trace; grep -cE "
	     "'(rmdir|unlinkat)\\(.*\"/tmp/made\".*= 0' "
	     "/logs/trace; grep -c 'exit_group(5)' /logs/trace",
	     "1\n1\n1\n");
	/* One call is made to fail. */
	SAYS(c,
	     "strace -o /logs/inject -e trace=/^mkdir -e "
	     "inject=/^mkdir:error=ENOSPC "
	     "mkdir /tmp/no 2>/logs/no; echo $?; grep -c 'ENOSPC.*INJECTED' /logs/inject; "
	     "test -e /tmp/no || echo none",
	     "1\n1\nnone\n");
}

WORKLOAD(strace, "services", "strace: the system calls of a program and its children");
