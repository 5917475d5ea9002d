/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Browsers' sandboxes answer a forbidden system call themselves: the filter
 * raises SIGSYS, and the handler puts a result in its place. */
#include "case.h"

#ifdef GUEST

#include "files.h"
#include "filter.h"

#include <sys/prctl.h>
#include <ucontext.h>

enum { ANSWER = 4242, DATA = 7 };

static volatile int number, code, told, data;
static volatile unsigned architecture;
static uintptr_t address;

static void handler(int signal_number, siginfo_t *info, void *context_)
{
	ucontext_t *context = context_;

	number = signal_number;
	code = info->si_code;
	told = info->si_syscall;
	architecture = info->si_arch;
	data = info->si_errno;
#ifdef __x86_64__
	address =
		(uintptr_t)context->uc_mcontext.gregs[REG_RIP] - (uintptr_t)info->si_call_addr;
	context->uc_mcontext.gregs[REG_RAX] = ANSWER;
#else
	address = context->uc_mcontext.pc - (uintptr_t)info->si_call_addr;
	context->uc_mcontext.regs[0] = ANSWER;
#endif
}

static void filtered(void)
{
	const struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };

	filter_no_getppid[4].k = MUTATE(SECCOMP_RET_TRAP, SECCOMP_RET_ERRNO) | DATA;
	MUST(sigaction, SIGSYS, &action, NULL);
	MUST(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);

	long loaded = SYS(seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter_program);

	REFUSE_IF(loaded == -ENOSYS || loaded == -EINVAL, "no seccomp filters");
	EXPECT(loaded, ==, 0L);
	EXPECT(SYS(getppid), ==, ANSWER);
	EXPECT(number, ==, SIGSYS);
	EXPECT_ROW("si_code is SYS_SECCOMP", code, ==, 1);
	EXPECT(told, ==, SYS_getppid);
	EXPECT(architecture, ==, (unsigned)FILTER_ARCHITECTURE);
	EXPECT(data, ==, DATA);
	EXPECT_ROW("the call is at si_call_addr", address, ==, 0UL);
}

int guest_main(void)
{
	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		filtered();
		SYS(exit_group, 60);
	}

	int status = guest_wait(pid);

	/* 0 is a refusal's. */
	EXPECT_ROW("the filtered child ends as it should", status == 60 << 8 || !status, ==,
		   true);
	return 0;
}

#else

CASE(seccomp_trap, .rule = "NS-8",
     .summary = "SECCOMP_RET_TRAP raises SIGSYS with the call, whose result the handler sets",
     .issues = { "https://github.com/NixOS/nix/issues/15153",
		 "https://github.com/FEX-Emu/FEX/issues/5517" },
     .needs = NEEDS_SECCOMP_FILTER, .shared = true);

#endif
