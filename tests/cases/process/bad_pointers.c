/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A system call with a pointer to nothing fails with EFAULT. Runtimes probe
 * memory like this, and fuzzers and bugs do it all day: the program goes on.
 * A translator that looks at the structure itself must not fall over it.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int ends[2];
static int pair[2];
static int directory;
static int queue;
static char *bad;

enum call {
	READ,
	WRITE,
	OPEN,
	STAT,
	GETDENTS,
	UNAME,
	PIPE,
	GETCWD,
	CLOCK,
	SLEEP,
	SIGACTION,
	SIGPROCMASK,
	ALTSTACK,
	LIMIT,
	IOCTL,
	READV,
	FUTEX,
	EPOLL_CTL,
	SENDMSG,
	RECVMSG,
	SOCKADDR,
	STATX,
	RANDOM,
	SYSINFO,
	TIMES,
	EXEC,
	EXEC_ARGUMENTS,
	POLL,
	SELECT,
	TIMER,
	AFFINITY,
	SOCKOPT,
};

static long make(enum call call)
{
	switch (call) {
	case READ:
		return SYS(read, ends[0], bad, 1);
	case WRITE:
		return SYS(write, ends[1], bad, 1);
	case OPEN:
		return SYS(openat, AT_FDCWD, bad, O_RDONLY);
	case STAT:
		return SYS(newfstatat, AT_FDCWD, "/", bad, 0);
	case GETDENTS:
		return SYS(getdents64, directory, bad, 4096);
	case UNAME:
		return SYS(uname, bad);
	case PIPE:
		return SYS(pipe2, bad, 0);
	case GETCWD:
		return SYS(getcwd, bad, 100);
	case CLOCK:
		return SYS(clock_gettime, CLOCK_MONOTONIC, bad);
	case SLEEP:
		return SYS(nanosleep, bad, 0);
	case SIGACTION:
		return SYS(rt_sigaction, SIGUSR1, bad, 0, 8);
	case SIGPROCMASK:
		return SYS(rt_sigprocmask, SIG_BLOCK, bad, 0, 8);
	case ALTSTACK:
		return SYS(sigaltstack, bad, 0);
	case LIMIT:
		return SYS(prlimit64, 0, 7, 0, bad);
	case IOCTL:
		return SYS(ioctl, ends[0], FIONREAD, bad);
	case READV:
		return SYS(readv, ends[0], bad, 1);
	case FUTEX:
		return SYS(futex, bad, 0, 0, 0);
	case EPOLL_CTL:
		return SYS(epoll_ctl, queue, EPOLL_CTL_ADD, ends[0], bad);
	case SENDMSG:
		return SYS(sendmsg, pair[0], bad, 0);
	case RECVMSG:
		return SYS(recvmsg, pair[0], bad, MSG_DONTWAIT);
	case SOCKADDR:
		return SYS(getsockname, pair[0], bad, bad);
	case STATX:
		return SYS(statx, AT_FDCWD, "/", 0, STATX_BASIC_STATS, bad);
	case RANDOM:
		return SYS(getrandom, bad, 16, 0);
	case SYSINFO:
		return SYS(sysinfo, bad);
	case TIMES:
		return SYS(times, bad);
	case EXEC:
		return SYS(execve, bad, 0, 0);
	case EXEC_ARGUMENTS:
		return SYS(execve, GUEST_SELF, bad, 0);
	case POLL:
		return SYS(ppoll, bad, 1, 0, 0, 8);
	case SELECT:
		return SYS(pselect6, 1, bad, 0, 0, 0, 0);
	case TIMER:
		return SYS(timer_create, CLOCK_MONOTONIC, 0, bad);
	case AFFINITY:
		/* Room for 8192 CPUs: with less than the machine has it is EINVAL. */
		return SYS(sched_getaffinity, 0, 1024, bad);
	case SOCKOPT:
		return SYS(getsockopt, pair[0], SOL_SOCKET, SO_TYPE, bad, bad);
	}
	return 0;
}

int guest_main(void)
{
	static const struct {
		const char *claim;
		enum call call;
	} rows[] = {
#define ROW(name, call) { name " of a bad pointer is EFAULT", call }
		ROW("read", READ),
		ROW("write", WRITE),
		ROW("openat", OPEN),
		ROW("newfstatat", STAT),
		ROW("getdents64", GETDENTS),
		ROW("uname", UNAME),
		ROW("pipe2", PIPE),
		ROW("getcwd", GETCWD),
		ROW("clock_gettime", CLOCK),
		ROW("nanosleep", SLEEP),
		ROW("rt_sigaction", SIGACTION),
		ROW("rt_sigprocmask", SIGPROCMASK),
		ROW("sigaltstack", ALTSTACK),
		ROW("prlimit64", LIMIT),
		ROW("ioctl(FIONREAD)", IOCTL),
		ROW("readv", READV),
		ROW("futex", FUTEX),
		ROW("epoll_ctl", EPOLL_CTL),
		ROW("sendmsg", SENDMSG),
		ROW("recvmsg", RECVMSG),
		ROW("getsockname", SOCKADDR),
		ROW("statx", STATX),
		ROW("getrandom", RANDOM),
		ROW("sysinfo", SYSINFO),
		ROW("times", TIMES),
		ROW("execve", EXEC),
		ROW("execve, as its arguments,", EXEC_ARGUMENTS),
		ROW("ppoll", POLL),
		ROW("pselect6", SELECT),
		ROW("timer_create", TIMER),
		ROW("sched_getaffinity", AFFINITY),
		ROW("getsockopt", SOCKOPT),
	};
	const size_t page = GUEST_PAGE;

	MUST(pipe, ends);
	MUST(write, ends[1], "abc", 3);
	MUST(socketpair, AF_UNIX, SOCK_DGRAM, 0, pair);
	directory = MUST(open, "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	queue = MUST(epoll_create1, EPOLL_CLOEXEC);
	bad = MUST(mmap, NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		   0);
	MUST(munmap, bad, page);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		/* A crash of one is that one's alone. */
		int pid = MUST(fork);

		if (pid == 0)
			SYS(exit_group,
			    make(MUTATE(rows[i].call, (enum call)99)) == -EFAULT ? 70 : 71);
		EXPECT_ROW(rows[i].claim, guest_wait(pid), ==, 70 << 8);
	}
	return 0;
}

#else

CASE(bad_pointers, .rule = "PROC-12",
     .summary = "system calls fail with EFAULT where their pointer leads to nothing",
     .shared = true);

#endif
