/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * ptrace(2) request by request: what gdb, strace, rr, sandboxes and crash reporters
 * ask. Under a translator a refusal is an answer, and a wrong number is not.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <elf.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __x86_64__
#include "x86.h"
#endif

static volatile long word = 0x1234;

static long trace(long request, long pid, long address, const void *data)
{
	return SYS(ptrace, request, pid, address, data);
}

/* The number of the stop and, in the upper half, the event. */
static int next_stop(int pid)
{
	int status = 0;

	if (SYS(wait4, pid, &status, __WALL, NULL) != pid)
		return -1;
	return WIFSTOPPED(status) ? status >> 8 : -status - 1000;
}

static void child(int fd)
{
	char byte;

	SYS(read, fd, &byte, 1);
	const long inner = SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (inner == 0)
		SYS(exit_group, 3);
	SYS(wait4, inner, NULL, 0, NULL);
	SYS(getppid);
	SYS(exit_group, word == 0x5678 ? 12 : 13);
}

static int start(int *fd)
{
	int ends[2];

	MUST(pipe, ends);
	const int pid = MUST(fork);

	if (pid == 0)
		child(ends[0]);
	*fd = ends[1];
	return pid;
}

static void check_seized(void)
{
	siginfo_t info;
	unsigned long mask = 0;
	unsigned long message = 0;
	int fd;
	const int pid = start(&fd);
	const long refused = trace(PTRACE_SEIZE, pid, 0,
				   (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK |
					    PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
					    PTRACE_O_TRACEEXEC | PTRACE_O_TRACEVFORKDONE |
					    PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL));

	if (refused == -ENOSYS || refused == -EPERM)
		kill(pid, SIGKILL);
	REFUSE_IF(refused == -ENOSYS, "ptrace: ENOSYS");
	REFUSE_IF(refused == -EPERM, "ptrace: EPERM");
	if (!EXPECT_ROW("PTRACE_SEIZE", refused, ==, 0L)) {
		kill(pid, SIGKILL);
		return;
	}
	EXPECT(trace(PTRACE_INTERRUPT, pid, 0, NULL), ==, 0);
	EXPECT_ROW("PTRACE_INTERRUPT stops it", next_stop(pid), ==,
		   SIGTRAP | PTRACE_EVENT_STOP << 8);
	EXPECT(trace(PTRACE_GETSIGINFO, pid, 0, &info), ==, 0);
	EXPECT_ROW("PTRACE_GETSIGINFO", info.si_code >> 8, ==, PTRACE_EVENT_STOP);
	EXPECT(trace(PTRACE_GETSIGMASK, pid, 8, &mask), ==, 0);
	mask |= 1UL << (SIGUSR1 - 1);
	EXPECT(trace(PTRACE_SETSIGMASK, pid, 8, &mask), ==, 0);
	mask = 0;
	EXPECT(trace(PTRACE_GETSIGMASK, pid, 8, &mask), ==, 0);
	EXPECT_ROW("PTRACE_SETSIGMASK", mask >> (SIGUSR1 - 1) & 1, ==, 1UL);
	EXPECT(trace(PTRACE_PEEKTEXT, pid, (long)&word, &message), ==, 0);
	EXPECT_ROW("PTRACE_PEEKTEXT", message, ==, MUTATE(0x1234UL, 0x1UL));
	EXPECT(trace(PTRACE_POKETEXT, pid, (long)&word, (void *)0x5678), ==, 0);
	EXPECT(trace(PTRACE_PEEKDATA, pid, 8, &message), ==, -EIO);
	EXPECT(trace(PTRACE_LISTEN, pid, 0, NULL), ==, 0);
	EXPECT(trace(PTRACE_INTERRUPT, pid, 0, NULL), ==, 0);
	EXPECT_ROW("PTRACE_INTERRUPT of one that listens", next_stop(pid), ==,
		   SIGTRAP | PTRACE_EVENT_STOP << 8);

	/* A signal that waits can be looked at before it is taken. */
	kill(pid, SIGUSR1);
	struct {
		unsigned long offset;
		unsigned flags;
		int count;
	} peek = { 0, 1, 1 };

	EXPECT(trace(PTRACE_PEEKSIGINFO, pid, (long)&peek, &info), ==, 1);
	EXPECT_ROW("PTRACE_PEEKSIGINFO", info.si_signo, ==, SIGUSR1);

	/* To the next system call and back from it. */
	EXPECT(trace(PTRACE_SYSCALL, pid, 0, NULL), ==, 0);
	MUST(write, fd, "x", 1);
	int stop = next_stop(pid);

	EXPECT_ROW("PTRACE_SYSCALL", stop, ==, SIGTRAP | 0x80);
	struct {
		unsigned char op, pad[3];
		unsigned arch;
		unsigned long ip, sp, value, rest[8];
	} call;

	memset(&call, 0, sizeof(call));
	EXPECT(trace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(call), &call), >, 24);
#ifdef __x86_64__
	EXPECT_ROW("the architecture", call.arch, ==, 0xc000003eU);
#endif
	/* On to the fork, whose child is traced too. */
	int inner = 0;

	for (int i = 0; i < 40 && inner == 0; i++) {
		EXPECT(trace(PTRACE_CONT, pid, 0, NULL), ==, 0);
		stop = next_stop(pid);
		if (stop < 0)
			break;
		if (stop == (SIGTRAP | PTRACE_EVENT_FORK << 8) ||
		    stop == (SIGTRAP | PTRACE_EVENT_CLONE << 8)) {
			EXPECT(trace(PTRACE_GETEVENTMSG, pid, 0, &message), ==, 0);
			inner = (int)message;
		}
	}
	if (EXPECT_ROW("PTRACE_O_TRACEFORK tells the child", inner, >, 0)) {
		EXPECT_ROW("the child starts stopped", next_stop(inner), ==,
			   SIGTRAP | PTRACE_EVENT_STOP << 8);
		EXPECT(trace(PTRACE_DETACH, inner, 0, NULL), ==, 0);
	}
	for (int i = 0; i < 40; i++) {
		EXPECT(trace(PTRACE_CONT, pid, 0, NULL), ==, 0);
		stop = next_stop(pid);
		if (stop < 0 || stop == (SIGTRAP | PTRACE_EVENT_EXIT << 8))
			break;
	}
	if (EXPECT_ROW("PTRACE_O_TRACEEXIT", stop, ==, SIGTRAP | PTRACE_EVENT_EXIT << 8)) {
		EXPECT(trace(PTRACE_GETEVENTMSG, pid, 0, &message), ==, 0);
		EXPECT_ROW("the exit status is told", message, ==, 12UL << 8);
		EXPECT(trace(PTRACE_CONT, pid, 0, NULL), ==, 0);
	}
	EXPECT_ROW("the end", guest_wait(pid), ==, 12 << 8);
	close(fd);
}

static void check_attached(void)
{
	int fd;
	const int pid = start(&fd);

	if (!EXPECT_ROW("PTRACE_ATTACH", trace(PTRACE_ATTACH, pid, 0, NULL), ==, 0L)) {
		kill(pid, SIGKILL);
		return;
	}
	EXPECT_ROW("PTRACE_ATTACH stops it", next_stop(pid), ==, SIGSTOP);
	EXPECT(trace(PTRACE_SETOPTIONS, pid, 0, (void *)PTRACE_O_EXITKILL), ==, 0);
	EXPECT(trace(PTRACE_SETOPTIONS, pid, 0, (void *)0x40000000), ==, -EINVAL);
#ifdef __x86_64__
	struct user_regs_struct user;
	struct user_fpregs_struct fp;
	unsigned long value = 0;
	char state[8192];
	struct iovec frame = { state, sizeof(state) };

	EXPECT(trace(PTRACE_GETREGS, pid, 0, &user), ==, 0);
	EXPECT_ROW("its code segment", user.cs, ==, 0x33ULL);
	EXPECT(trace(PTRACE_PEEKUSER, pid, offsetof(struct user, regs.rdx), &value), ==, 0);
	EXPECT_ROW("PTRACE_PEEKUSER", value, ==, (unsigned long)user.rdx);
	EXPECT(trace(PTRACE_POKEUSER, pid, offsetof(struct user, regs.r15), (void *)0x777), ==,
	       0);
	EXPECT(trace(PTRACE_GETREGS, pid, 0, &user), ==, 0);
	EXPECT_ROW("PTRACE_POKEUSER", user.r15, ==, 0x777ULL);
	user.r14 = 0x888;
	EXPECT(trace(PTRACE_SETREGS, pid, 0, &user), ==, 0);
	struct iovec general = { &user, sizeof(user) };

	EXPECT(trace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &general), ==, 0);
	EXPECT_ROW("PTRACE_SETREGS", user.r14, ==, 0x888ULL);
	EXPECT(trace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &general), ==, 0);
	EXPECT(trace(PTRACE_GETFPREGS, pid, 0, &fp), ==, 0);
	EXPECT_ROW("PTRACE_GETFPREGS: the control word", fp.cwd, ==, 0x37f);
	EXPECT_ROW("PTRACE_GETFPREGS: MXCSR", fp.mxcsr & 0xffc0, ==, 0x1f80U);
	fp.xmm_space[4] = 0x12345678;
	EXPECT(trace(PTRACE_SETFPREGS, pid, 0, &fp), ==, 0);
	/* Linux has this view of it only where the CPU has XSAVE. */
	if (cpuid(1, 0).c & bit_OSXSAVE) {
		EXPECT(trace(PTRACE_GETREGSET, pid, NT_X86_XSTATE, &frame), ==, 0);
		EXPECT_ROW("the size of the extended state", frame.iov_len, >=, (size_t)576);
		EXPECT_ROW("PTRACE_SETFPREGS: XMM1", *(unsigned *)(state + 160 + 16), ==,
			   0x12345678U);
	}
	EXPECT(trace(30 /* PTRACE_ARCH_PRCTL */, pid, (long)&value,
		     (void *)0x1003 /* ARCH_GET_FS */),
	       ==, 0);
	EXPECT_ROW("PTRACE_ARCH_PRCTL: FS", value, ==, (unsigned long)user.fs_base);
	EXPECT(trace(PTRACE_SINGLESTEP, pid, 0, NULL), ==, 0);
	MUST(write, fd, "x", 1);
	EXPECT_ROW("PTRACE_SINGLESTEP", next_stop(pid), ==, SIGTRAP);
#else
	MUST(write, fd, "x", 1);
#endif
	siginfo_t info;

	memset(&info, 0, sizeof(info));
	info.si_signo = SIGUSR2;
	const long changed = trace(PTRACE_SETSIGINFO, pid, 0, &info);

	EXPECT_ROW("PTRACE_SETSIGINFO", changed == 0 || changed == -EINVAL, ==, true);
	EXPECT(trace(9999, pid, 0, NULL), ==, -EIO);
	EXPECT(trace(PTRACE_DETACH, pid, 0, NULL), ==, 0);
	EXPECT_ROW("it goes on after PTRACE_DETACH", guest_wait(pid), ==, 13 << 8);
	EXPECT(trace(PTRACE_ATTACH, 0x3fffff00, 0, NULL), ==, -ESRCH);
	EXPECT(trace(PTRACE_CONT, getppid(), 0, NULL), ==, -ESRCH);
	close(fd);
}

int guest_main(void)
{
	check_seized();
	check_attached();
	return 0;
}

#else

CASE(ptrace_requests, .rule = "PROC-10", .shared = true,
     .summary = "the requests of ptrace(2) stop, show and change a process, or are refused");

#endif
