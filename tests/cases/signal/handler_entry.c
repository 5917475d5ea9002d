/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A handler is entered like a function: arguments in registers, the stack
 * aligned, DF clear, and the red zone below the interrupted stack untouched. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

struct entered {
	uint64_t rdi, rsi, rdx, rsp, flags;
};

extern struct entered seen __attribute__((visibility("hidden")));
struct entered seen;

void handler_entry_record(int, siginfo_t *, void *) __attribute__((visibility("hidden")));

__asm__(".text\n"
	"handler_entry_record:\n"
	"	mov	%rdi, seen(%rip)\n"
	"	mov	%rsi, 8+seen(%rip)\n"
	"	mov	%rdx, 16+seen(%rip)\n"
	"	mov	%rsp, 24+seen(%rip)\n"
	"	pushfq\n"
	"	popq	32+seen(%rip)\n"
	"	cld\n"
	"	ret\n");

int guest_main(void)
{
	const struct sigaction action = { .sa_sigaction = handler_entry_record,
					  .sa_flags = SA_SIGINFO };
	uint64_t stack;
	uint64_t red = 0;
	uint64_t flags;

	MUST(sigaction, SIGUSR1, &action, NULL);
	/* The stack pointer at an odd multiple of 8, DF and CF set, and a value
	 * at the far end of the red zone. */
	__asm__ volatile(
		"mov %%rsp, %%r12\n\t"
		"lea -512(%%rsp), %%rsp\n\tand $-16, %%rsp\n\tsub $8, %%rsp\n\t"
		"movq $0x5a5a, -128(%%rsp)\n\t"
		"mov %%rsp, %[stack]\n\tstd\n\tstc\n\t" MUTATE(
			"",
			"cld\n\tclc\n\t") "syscall\n\t"
					  "mov -128(%%rsp), %[red]\n\t"
					  "pushfq\n\tpop %[flags]\n\tcld\n\tmov %%r12, %%rsp"
		: [stack] "=&r"(stack), [red] "=&r"(red), [flags] "=&r"(flags)
		: "a"(SYS_tgkill), "D"(getpid()), "S"(SYS(gettid)), "d"(SIGUSR1)
		: "r12", "rcx", "r11", "cc", "memory");

	EXPECT(seen.rdi, ==, (uint64_t)SIGUSR1);
	EXPECT_ROW("the stack is aligned as after a call", seen.rsp % 16, ==, 8UL);
	EXPECT_ROW("DF is clear", seen.flags & FLAG_DF, ==, 0UL);
	EXPECT_ROW("the frame is below the red zone", seen.rsp < stack - 128, ==, true);
	EXPECT_ROW("the frame is not far below", stack - seen.rsp < 32768, ==, true);
	if (EXPECT_ROW("the second argument is on the stack", seen.rsi - seen.rsp < 32768, ==,
		       true))
		EXPECT(((siginfo_t *)seen.rsi)->si_signo, ==, SIGUSR1);
	EXPECT_ROW("the third argument is on the stack", seen.rdx - seen.rsp < 32768, ==, true);
	EXPECT_ROW("the red zone is kept", red, ==, 0x5a5aUL);
	EXPECT_ROW("DF and CF are restored", flags & (FLAG_DF | FLAG_CF), ==,
		   (uint64_t)(FLAG_DF | FLAG_CF));
	return 0;
}

#else

CASE(handler_entry, .rule = "SIG-16", .shared = true,
     .summary = "a handler is entered with aligned stack, clear DF and an untouched red zone",
     .x86_64_only = true);

#endif
