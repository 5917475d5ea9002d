/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A seccomp filter as sandboxes write it: it looks at the architecture first,
 * then refuses getppid(2) with EPERM and allows the rest.
 */
#ifndef FILTER_H
#define FILTER_H

#include "files.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#ifdef __x86_64__
#define FILTER_ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define FILTER_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

static struct sock_filter filter_no_getppid[] = {
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FILTER_ARCHITECTURE, 0, 3),
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

static const struct sock_fprog filter_program = {
	.len = sizeof(filter_no_getppid) / sizeof(filter_no_getppid[0]),
	.filter = filter_no_getppid,
};

/* Children inherit it, and programs: a case's own role "child" ends so. */
enum { FILTERED = 62, NOT_FILTERED };

static inline int filter_seen(void)
{
	return SYS(getppid) == -EPERM ? FILTERED : NOT_FILTERED;
}

static inline void filter_expect_inherited(void)
{
	int pid = (int)SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0)
		SYS(exit_group, filter_seen());
	EXPECT(guest_wait(pid), ==, FILTERED << 8);
	EXPECT(guest_run(GUEST_SELF, "child", NULL), ==, FILTERED << 8);
}

#endif
