/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The instructions that build stack frames, on a stack of our own: ENTER with
 * and without nested frames, LEAVE, PUSH of the stack pointer, RET with an
 * operand, and pushes of 16 bits.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static uint64_t stack[64];

/* Where the body finds its stack pointer. */
#define TAKE_STACK "mov %1, %%rsp\n\t" MUTATE(, "sub $8, %%rsp\n\t")

/* `body` may use RAX, RCX and RDX; RAX is the value. */
#define ON_STACK(top, frame, body)                                                             \
	({                                                                                     \
		uint64_t a_ = (uint64_t)(frame);                                               \
		uint64_t s_ = (uint64_t)(top);                                                 \
		__asm__ volatile("mov %%rsp, %%r12\n\tmov %%rbp, %%r13\n\t" TAKE_STACK         \
				 "mov %0, %%rbp\n\t" body                                      \
				 "\n\tmov %%r12, %%rsp\n\tmov %%r13, %%rbp"                    \
				 : "+a"(a_), "+S"(s_)                                          \
				 :                                                             \
				 : "rcx", "rdx", "r12", "r13", "memory", "cc");                \
		a_;                                                                            \
	})

int guest_main(void)
{
	uint64_t *top = stack + 48;
	uint64_t *frame = stack + 60;

	stack[59] = 0x59;
	stack[58] = 0x58;

	EXPECT(ON_STACK(top, frame, "enter $16, $0; mov %%rsp, %%rax"), ==,
	       (uint64_t)(top - 3));
	EXPECT(top[-1], ==, (uint64_t)frame);
	EXPECT(ON_STACK(top, frame, "enter $16, $0; mov %%rbp, %%rax"), ==,
	       (uint64_t)(top - 1));
	EXPECT(ON_STACK(top, frame, "enter $16, $0; leave; mov %%rsp, %%rax"), ==,
	       (uint64_t)top);
	EXPECT(ON_STACK(top, frame, "enter $16, $0; leave; mov %%rbp, %%rax"), ==,
	       (uint64_t)frame);

	/* Level 3 copies two display entries and adds its own. */
	EXPECT(ON_STACK(top, frame, "enter $8, $3; mov %%rsp, %%rax"), ==, (uint64_t)(top - 5));
	EXPECT(top[-1], ==, (uint64_t)frame);
	EXPECT(top[-2], ==, 0x59UL);
	EXPECT(top[-3], ==, 0x58UL);
	EXPECT(top[-4], ==, (uint64_t)(top - 1));
	EXPECT(ON_STACK(top, frame, "enter $8, $3; mov %%rbp, %%rax"), ==, (uint64_t)(top - 1));

	/* PUSH RSP stores the value before, POP RSP the value popped. */
	EXPECT(ON_STACK(top, frame, "push %%rsp; pop %%rax"), ==, (uint64_t)top);
	EXPECT(ON_STACK(top, frame, "push $0x40; pop %%rsp; mov %%rsp, %%rax"), ==, 0x40UL);
	/* POP to memory by RSP addresses after the increment. */
	top[0] = 0;
	EXPECT(ON_STACK(top, frame, "push $7; popq (%%rsp); mov (%%rsp), %%rax"), ==, 7UL);
	EXPECT(top[0], ==, 7UL);
	/* 16 bits move the stack by two, immediates of 8 bits are extended. */
	EXPECT(ON_STACK(top, frame, "pushw $0x1234; mov %%rsp, %%rax"), ==, (uint64_t)top - 2);
	EXPECT(ON_STACK(top, frame, "pushq $-5; pop %%rax"), ==, (uint64_t)-5);
	/* RET n drops n more bytes. */
	EXPECT(ON_STACK(top, frame,
			"push $1; push $2; lea 1f(%%rip), %%rax; push %%rax; ret $16; 1: mov "
			"%%rsp, %%rax"),
	       ==, (uint64_t)top);
	return 0;
}

#else

CASE(enter_leave, .rule = "ISA-10",
     .summary = "ENTER, LEAVE, PUSH, POP and RET n lay out the stack as the manual says",
     .x86_64_only = true, .shared = true);

#endif
