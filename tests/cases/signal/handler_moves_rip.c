/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Go preempts a goroutine by a signal whose handler makes the interrupted
 * code look as if it had called a function: below the red zone it pushes RIP
 * and sets it to a routine that saves all registers, and later returns there.
 */
#include "case.h"

#ifdef GUEST

#include "mix.h"

#include <signal.h>
#include <sys/time.h>
#include <ucontext.h>

enum { ROUNDS = 500, VISITS = 20, TICK_US = 3000, RED_ZONE = 128 };

static volatile int ticks;
static volatile int redirected;
volatile long trampoline_visits MIX_HIDDEN;
extern const char trampoline[] MIX_HIDDEN;

__asm__(".text\n"
	"trampoline:\n"
	"	pushf\n"
	".irp r, rax,rcx,rbx,rdx,rsi,rdi,rbp,r8,r9,r10,r11,r12,r13,r14,r15\n"
	"	push %\\r\n"
	".endr\n"
	"	sub $256, %rsp\n"
	".irp x, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15\n"
	"	movups %xmm\\x, 16*\\x(%rsp)\n	pcmpeqd %xmm\\x, %xmm\\x\n"
	".endr\n"
	".irp r, rax,rcx,rbx,rdx,rsi,rdi,rbp,r8,r9,r10,r11,r12,r13,r14,r15\n"
	"	mov $-1, %\\r\n"
	".endr\n"
	"	incq trampoline_visits(%rip)\n"
	".irp x, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15\n"
	"	movups 16*\\x(%rsp), %xmm\\x\n"
	".endr\n"
	"	add $256, %rsp\n"
	".irp r, r15,r14,r13,r12,r11,r10,r9,r8,rbp,rdi,rsi,rdx,rbx,rcx,rax\n"
	"	pop %\\r\n"
	".endr\n"
	"	popf\n"
	"	ret $128\n");

static void handler(int number, siginfo_t *info, void *data)
{
	greg_t *registers = ((ucontext_t *)data)->uc_mcontext.gregs;
	greg_t at = registers[REG_RIP];

	(void)number;
	(void)info;
	ticks = ticks + 1;
	/* As Go does: only where the code is known to bear it. */
	if (at < (greg_t)mix_begin || at >= (greg_t)mix_end)
		return;
	registers[REG_RSP] -= RED_ZONE + 8;
	*(greg_t *)registers[REG_RSP] = at;
	MUTATE(registers[REG_RIP] = (greg_t)trampoline, registers[REG_RSP] += RED_ZONE + 8);
	redirected = redirected + 1;
}

int guest_main(void)
{
	struct sigaction action = { .sa_sigaction = handler,
				    .sa_flags = SA_SIGINFO | SA_RESTART };
	const struct itimerval timer = { { 0, TICK_US }, { 0, TICK_US } };
	const struct itimerval off = { { 0, 0 }, { 0, 0 } };
	const unsigned long undisturbed = mix_registers(ROUNDS);
	int wrong = 0;

	MUST(sigaction, SIGALRM, &action, NULL);
	MUST(setitimer, ITIMER_REAL, &timer, NULL);
	/* Nearly every tick falls into the loop; if none does, RIP is no use. */
	while (redirected < VISITS && ticks < 20 * VISITS)
		wrong += mix_registers(ROUNDS) != undisturbed;
	MUST(setitimer, ITIMER_REAL, &off, NULL);
	TRIED(ticks, wrong);
	EXPECT_ROW("RIP often names the running loop", redirected >= VISITS, ==, true);
	EXPECT(trampoline_visits, ==, redirected);
	EXPECT(wrong, ==, 0);
	return 0;
}

#else

CASE(handler_moves_rip, .rule = "SIG-10", .shared = true,
     .summary = "an asynchronous handler may redirect RIP through a routine and back",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/5810" }, .x86_64_only = true);

#endif
