/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* IRETQ and far RET work in user mode within the same privilege: Go's and
 * Java's runtimes and JIT compilers resume a whole context by IRETQ. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

int guest_main(void)
{
	uint64_t flags = 0;
	uint64_t value = 0;
	uint64_t stack = 0;
	uint64_t expected = 0;

	/* IRETQ takes RIP, CS, RFLAGS, RSP and SS. */
	__asm__ volatile(
		"mov %%rsp, %%r12\n\tlea -256(%%rsp), %%rsp\n\t"
		"lea -64(%%rsp), %%rax\n\tmov %%rax, %[expected]\n\t"
		"mov %%ss, %%ecx\n\tpush %%rcx\n\tpush %%rax\n\t"
		"push $" MUTATE("0xad7", "0x202") "\n\t" /* OF, SF, ZF, AF, PF, CF, IF */
						  "mov %%cs, %%ecx\n\tpush %%rcx\n\t"
						  "lea 1f(%%rip), %%rcx\n\tpush %%rcx\n\t"
						  "iretq\n\tud2\n"
						  "1:	mov %%rsp, %[stack]\n\tpushfq\n\tpop "
						  "%[flags]\n\tmov %%r12, %%rsp"
		: [stack] "=&r"(stack), [flags] "=&r"(flags), [expected] "=&r"(expected)
		:
		: "rax", "rcx", "r12", "cc", "memory");
	EXPECT_ROW("iretq takes the stack pointer", stack, ==, expected);
	EXPECT_ROW("iretq takes the flags", flags & FLAGS_STATUS, ==, (uint64_t)FLAGS_STATUS);

	/* A far return within the segment, of 64 bits and with an operand. */
	__asm__ volatile(
		"mov %%rsp, %%r12\n\tlea -256(%%rsp), %%rsp\n\t"
		"mov %%rsp, %[expected]\n\tpush $1\n\tpush $2\n\t"
		"mov %%cs, %%ecx\n\tpush %%rcx\n\tlea 1f(%%rip), %%rcx\n\tpush %%rcx\n\t"
		"lretq $16\n\tud2\n"
		"1:	mov %%rsp, %[stack]\n\tmov $5, %[value]\n\tmov %%r12, %%rsp"
		: [stack] "=&r"(stack), [value] "=&r"(value), [expected] "=&r"(expected)
		:
		: "rcx", "r12", "memory");
	EXPECT_ROW("a far return comes back", value, ==, 5UL);
	EXPECT_ROW("a far return removes its operand", stack, ==, expected);
	return 0;
}

#else

CASE(far_returns, .rule = "ISA-16", .summary = "IRETQ and far RET work within user mode",
     .x86_64_only = true, .shared = true);

#endif
