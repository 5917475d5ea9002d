/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A handler finds the registers of the faulting instruction in its context,
 * and what it changes there holds when it returns: language runtimes repair
 * and skip accesses in this way.
 */
#include "case.h"

#ifdef GUEST

#include <signal.h>
#include <ucontext.h>

static volatile int hits;
static greg_t seen[NGREG];

extern const char context_access[] __attribute__((visibility("hidden")));
extern const char context_after[] __attribute__((visibility("hidden")));

/* Loads from address 0 with a pattern in the registers; the handler skips the
 * load. Its value is what the handler left in RAX. */
unsigned long context_run(unsigned long *others);
__asm__(".text\ncontext_run:\n"
	"	push %rbx\n	push %rbp\n	push %r12\n	push %r13\n	push "
	"%r14\n	push %r15\n"
	"	push %rdi\n"
	"	xor %ecx, %ecx\n"
	"	mov $0x1001, %ebx\n	mov $0x1002, %edx\n	mov $0x1003, %esi\n"
	"	mov $0x1004, %edi\n	mov $0x1005, %ebp\n	mov $0x1008, %r8d\n"
	"	mov $0x1009, %r9d\n	mov $0x100a, %r10d\n	mov $0x100b, %r11d\n"
	"	mov $0x100c, %r12d\n	mov $0x100d, %r13d\n	mov $0x100e, %r14d\n"
	"	mov $0x100f, %r15d\n"
	"	mov $0x1000, %eax\n"
	"	stc\n"
	"context_access:\n"
	"	mov (%rcx), %rax\n"
	"	nop\n	nop\n"
	"context_after:\n"
	"	pop %rdi\n"
	"	mov %r12, (%rdi)\n"
	"	mov %r9, 8(%rdi)\n"
	"	pop %r15\n	pop %r14\n	pop %r13\n	pop %r12\n	pop "
	"%rbp\n	pop %rbx\n"
	"	ret\n");

static void handler(int number, siginfo_t *info, void *data)
{
	greg_t *registers = ((ucontext_t *)data)->uc_mcontext.gregs;

	(void)number;
	(void)info;
	if (hits++)
		SYS(exit_group, 99);
	for (int i = 0; i < NGREG; i++)
		seen[i] = registers[i];
	registers[REG_RIP] = (greg_t)context_after;
	registers[REG_RAX] = 0x5e7;
	MUTATE(registers[REG_R12] = 0xc0ffee, );
}

int guest_main(void)
{
	static const int order[] = { REG_RAX, REG_RBX, REG_RDX, REG_RSI, REG_RDI,
				     REG_RBP, REG_R8,  REG_R9,	REG_R10, REG_R11,
				     REG_R12, REG_R13, REG_R14, REG_R15 };
	static const int pattern[] = { 0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15 };
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };
	unsigned long others[2] = { 0, 0 };

	MUST(sigaction, SIGSEGV, &action, NULL);
	EXPECT_ROW("the handler's RAX is there afterwards", context_run(others), ==, 0x5e7UL);
	EXPECT_ROW("the handler's R12 is there afterwards", others[0], ==, 0xc0ffeeUL);
	EXPECT_ROW("the unchanged R9 is there afterwards", others[1], ==, 0x1009UL);
	EXPECT(hits, ==, 1);
	EXPECT(seen[REG_RIP], ==, (greg_t)context_access);
	EXPECT(seen[REG_RCX], ==, 0);
	EXPECT(seen[REG_EFL] & 1, ==, 1);
	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++)
		EXPECT_ROW("a register's value in the context", seen[order[i]], ==,
			   0x1000 + pattern[i]);
	return 0;
}

#else

CASE(fault_context, .rule = "SIG-2", .shared = true,
     .summary = "a fault's handler sees and changes the registers of that instruction",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/5810" }, .x86_64_only = true,
     .seconds = 10);

#endif
