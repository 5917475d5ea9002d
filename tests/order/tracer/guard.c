/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "guard.h"

#include "step.h"

#include <elf.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>

static const uint32_t svc = 0xd4000001;

/* PSTATE.BTYPE: behind an indirect branch no other instruction than a landing pad may be
 * executed on a page with PROT_BTI. */
static const uint64_t branch_type = 0xc00;

static void set_registers(const struct tracee *t, struct user_pt_regs *registers)
{
	struct iovec io = { registers, sizeof(*registers) };

	if (ptrace(PTRACE_SETREGSET, t->pid, NT_PRSTATUS, &io))
		stop("PTRACE_SETREGSET");
}

/* Out of a call that has been filtered. Where a call ends the kernel shows another X7
 * than there is, so it goes one instruction further. */
static bool leave_call(struct tracee *t, struct user_pt_regs *at)
{
	return tracee_resume(t, PTRACE_SYSCALL, 0) >= 0 && tracee_registers(t, at) &&
	       tracee_resume(t, PTRACE_SINGLESTEP, 0) >= 0;
}

bool guard_begin(struct tracee *t)
{
	struct user_pt_regs registers;
	uint32_t word;

	if (!leave_call(t, &registers))
		return false;
	if (!tracee_read(t, registers.pc - 4, &word, sizeof(word)) || word != svc)
		stop("the mark is no system call");
	t->svc = registers.pc - 4;
	return true;
}

static void protect(struct tracee *t, int protection)
{
	struct user_pt_regs before = { 0 };
	struct user_pt_regs call;

	if (!tracee_registers(t, &before))
		stop("registers");
	call = before;
	call.pc = t->svc;
	call.pstate &= ~branch_type;
	call.regs[8] = SYS_mprotect;
	call.regs[0] = t->page + CELL_FIRST;
	call.regs[1] = (uint64_t)CELLS * CELL_BYTES;
	call.regs[2] = (uint64_t)protection;
	set_registers(t, &call);
	const int status = tracee_resume(t, PTRACE_SINGLESTEP, 0);

	if (status < 0 || !tracee_registers(t, &call) || call.pc != t->svc + 4 || call.regs[0])
		stop("the cells' protection");
	set_registers(t, &before);
}

void guard_close(struct tracee *t)
{
	protect(t, PROT_NONE);
}

void guard_open(struct tracee *t)
{
	protect(t, PROT_READ | PROT_WRITE);
}

static bool is_access(const struct tracee *t)
{
	siginfo_t info;
	const uint64_t cells = t->page + CELL_FIRST;

	if (ptrace(PTRACE_GETSIGINFO, t->pid, 0, &info) || info.si_signo != SIGSEGV)
		return false;
	const uint64_t at = (uint64_t)info.si_addr;

	return at >= cells && at < cells + (uint64_t)CELLS * CELL_BYTES;
}

static bool is_end(const struct tracee *t)
{
	struct __ptrace_syscall_info info;

	return ptrace(PTRACE_GET_SYSCALL_INFO, t->pid, sizeof(info), &info) > 0 &&
	       is_mark(t, info.seccomp.nr, info.seccomp.args[0], info.seccomp.args[1],
		       PHASE_END);
}

enum guard_stop guard_run(struct tracee *t)
{
	struct user_pt_regs registers;
	int signal = 0;
	int status;

	while ((status = tracee_resume(t, PTRACE_CONT, signal)) >= 0) {
		signal = 0;
		if (status >> 16 == PTRACE_EVENT_SECCOMP) {
			if (!is_end(t))
				continue;
			if (!leave_call(t, &registers))
				break;
			guard_open(t);
			return GUARD_MARK;
		}
		if (WSTOPSIG(status) == SIGSEGV && is_access(t)) {
			guard_open(t);
			return GUARD_ACCESS;
		}
		if (WSTOPSIG(status) != SIGTRAP)
			signal = WSTOPSIG(status);
	}
	return GUARD_ENDED;
}
