/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * gdb and strace trace a child: its stops are told, its memory and registers
 * are those of its own architecture.
 */
#include "case.h"

#ifdef GUEST

#include <elf.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile long word = 0x1234;

static long trace(long request, long pid, const void *address, void *data)
{
	return syscall(SYS_ptrace, request, pid, address, data);
}

int guest_main(void)
{
	int ends[2];
	int refused = 0;
	int status;

	MUST(pipe, ends);

	int pid = MUST(fork);

	if (pid == 0) {
		int error = trace(PTRACE_TRACEME, 0, NULL, NULL) < 0 ? errno : 0;

		MUST(write, ends[1], &error, sizeof(error));
		if (error)
			_exit(0);
		/* By raise(3) the C library would choose the system call. */
		syscall(SYS_tgkill, (long)getpid(), (long)gettid(), (long)SIGSTOP);
		_exit(word == 0x5678 ? 12 : 13);
	}
	MUST(read, ends[0], &refused, sizeof(refused));
	REFUSE_IF(refused == ENOSYS, "ptrace: ENOSYS");
	REFUSE_IF(refused == EPERM, "ptrace: EPERM");
	if (!EXPECT_ROW("PTRACE_TRACEME", refused, ==, 0))
		return 1;
	MUST(waitpid, pid, &status, 0);
	EXPECT_ROW("the traced child stops", WIFSTOPPED(status) ? WSTOPSIG(status) : -1, ==,
		   SIGSTOP);

	/* The system call stores what the libc function returns. */
	long value = 0;

	EXPECT(trace(PTRACE_PEEKDATA, pid, (void *)&word, &value), ==, 0L);
	EXPECT(value, ==, 0x1234L);

	/* The largest frame of both: x86_64's has 27 words, aarch64's 34. */
	unsigned long registers[64] = { 0 };
	struct iovec frame = { registers, MUTATE(sizeof(registers), 8) };

	EXPECT(trace(PTRACE_GETREGSET, pid, (void *)NT_PRSTATUS, &frame), ==, 0L);
	EXPECT_ROW("the size of the register frame", frame.iov_len, ==,
		   sizeof(struct user_regs_struct));
#ifdef __x86_64__
	struct user_regs_struct user = { 0 };

	EXPECT(trace(PTRACE_GETREGS, pid, NULL, &user), ==, 0L);
	EXPECT_ROW("the child's code segment", user.cs, ==, 0x33ULL);
	EXPECT_ROW("the child's stack pointer is near",
		   user.rsp - (uintptr_t)&user + (1UL << 20) < 2UL << 20, ==, true);
	EXPECT_ROW("the system call it stopped in", (long)user.orig_rax, ==, (long)SYS_tgkill);
#endif
	EXPECT(trace(PTRACE_POKEDATA, pid, (void *)&word, (void *)0x5678), ==, 0L);
	EXPECT(trace(PTRACE_CONT, pid, NULL, NULL), ==, 0L);
	status = guest_wait(pid);
	EXPECT_ROW("the child saw the change", WIFEXITED(status) ? WEXITSTATUS(status) : -1, ==,
		   12);
	EXPECT_ERROR(trace(PTRACE_CONT, pid, NULL, NULL), ESRCH);
	return 0;
}

#else

CASE(ptrace_child, .rule = "PROC-10", .needs = NEEDS_TRACING, .shared = true,
     .summary = "ptrace(2) shows a child's stops, memory and registers, or is refused",
     .issues = { "https://github.com/docker/for-mac/issues/5191",
		 "https://github.com/docker/for-mac/issues/6921" },
     .seconds = 10);

#endif
