/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "needs_probes.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

bool have_clone3(void)
{
	/* Smaller than its first version was. */
	return syscall(SYS_clone3, NULL, 0L) == -1 && errno == EINVAL;
}

/* A child that waits until it is killed. */
static pid_t waiting_child(void)
{
	pid_t pid = fork();

	require(pid >= 0);
	if (pid == 0)
		for (;;)
			pause();
	return pid;
}

static void use_pidfds(void)
{
	enum { BY_PIDFD = 3 };
	siginfo_t info;
	int ends[2];
	int self = (int)syscall(SYS_pidfd_open, (long)getpid(), 0L);
	pid_t pid = waiting_child();
	int fd = (int)syscall(SYS_pidfd_open, (long)pid, 0L);

	if (fd < 0)
		kill(pid, SIGKILL);
	require(fd >= 0 && self >= 0);
	if (syscall(SYS_pidfd_send_signal, (long)fd, (long)SIGKILL, NULL, 0L) != 0) {
		kill(pid, SIGKILL);
		_exit(1);
	}
	require(waitid((idtype_t)BY_PIDFD, (id_t)fd, &info, WEXITED) == 0);
	require(pipe(ends) == 0 &&
		syscall(SYS_pidfd_getfd, (long)self, (long)ends[0], 0L) >= 0);
}

bool have_pidfd(void)
{
	return ends_well(use_pidfds);
}

static void trace_child(void)
{
	int status = 0;
	pid_t pid = fork();

	require(pid >= 0);
	if (pid == 0) {
		require(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
		raise(SIGSTOP);
		_exit(0);
	}
	require(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status));
	require(ptrace(PTRACE_CONT, pid, NULL, NULL) == 0 && waitpid(pid, &status, 0) == pid);
}

bool have_tracing(void)
{
	return ends_well(trace_child);
}

static void read_other_memory(void)
{
	static char there = 'm';
	char here = 0;
	char path[32];
	const struct iovec local = { &here, 1 };
	const struct iovec remote = { &there, 1 };
	pid_t pid = waiting_child();
	ssize_t n = process_vm_readv(pid, &local, 1, &remote, 1, 0);
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/mem", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	kill(pid, SIGKILL);
	require(n == 1 && here == 'm' && fd >= 0);
}

bool have_other_memory(void)
{
	return ends_well(read_other_memory);
}

static void take_linux32(void)
{
	require(personality(PER_LINUX32) != -1);
}

bool have_linux32(void)
{
	return ends_well(take_linux32);
}

static void take_no_random(void)
{
	require(personality(ADDR_NO_RANDOMIZE) != -1);
}

bool have_no_random(void)
{
	return ends_well(take_no_random);
}

bool have_unknown_calls(void)
{
	static const long numbers[] = { 400, 999, 1000000 };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (syscall(numbers[i], 0L, 0L, 0L, 0L, 0L, 0L) != -1 || errno != ENOSYS)
			return false;
	return true;
}

bool have_execve_5_18(void)
{
	struct utsname name;
	char *end;

	uname(&name);

	const unsigned long major = strtoul(name.release, &end, 10);
	const unsigned long minor = *end ? strtoul(end + 1, NULL, 10) : 0;

	return major > 5 || (major == 5 && minor >= 18);
}

bool have_new_privileges(void)
{
	return prctl(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L) == 0;
}

static void make_user_namespace(void)
{
	/* A security module may grant the namespace and no right in it. */
	require(unshare(CLONE_NEWUSER) == 0 && chroot("/") == 0);
}

bool have_user_namespaces(void)
{
	return ends_well(make_user_namespace);
}

static void filter_calls(void)
{
	static struct sock_filter allow[] = { BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW) };
	static const struct sock_fprog program = { .len = 1, .filter = allow };

	require(prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) == 0 &&
		syscall(SYS_seccomp, (long)SECCOMP_SET_MODE_FILTER, 0L, &program) == 0);
}

bool have_seccomp_filter(void)
{
	return ends_well(filter_calls);
}

static void confine(void)
{
	require(prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 0L, 0L, 0L) == 0);
	/* exit_group(2) would kill it. */
	syscall(SYS_exit, 0L);
}

bool have_seccomp_strict(void)
{
	return ends_well(confine);
}

/* Mounted over a directory that every system has, in a mount namespace of its own. */
static void mount_own_binfmt_misc(void)
{
	require(unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
		mount("none", "/proc", "binfmt_misc", 0, NULL) == 0);
}

bool have_own_binfmt_misc(void)
{
	return ends_well(mount_own_binfmt_misc);
}
