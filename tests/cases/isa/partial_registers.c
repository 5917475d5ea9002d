/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Writes of 8 and 16 bits keep the rest of a register, writes of 32 bits
 * clear its upper half, even where they write nothing new.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

static const uint64_t a_before = 0x1111111122223344;
static const uint64_t b_before = 0xaaaaaaaabbbbccdd;

/* The RAX that the instruction leaves. */
#define WIDEN MUTATE("", "\n\tmov %%eax, %%eax")
#define AFTER(instruction)                                                                     \
	({                                                                                     \
		uint64_t a_ = a_before;                                                        \
		uint64_t b_ = b_before;                                                        \
		uint64_t c_ = 0;                                                               \
		uint64_t d_ = 0;                                                               \
		__asm__ volatile("test %%ecx, %%ecx\n\t" instruction WIDEN                     \
				 : "+a"(a_), "+b"(b_), "+c"(c_), "+d"(d_)                      \
				 :                                                             \
				 : "rdi", "rsi", "r8", "cc");                                  \
		a_;                                                                            \
	})
#define LEAVES(instruction, wanted)                                                            \
	EXPECT_ROW(instruction " leaves RAX as the manual says", AFTER(instruction), ==,       \
		   (uint64_t)(wanted))

int guest_main(void)
{
	LEAVES("mov %%bl, %%al", 0x11111111222233dd);
	LEAVES("mov %%bl, %%ah", 0x111111112222dd44);
	LEAVES("mov %%bh, %%al", 0x11111111222233cc);
	LEAVES("xchg %%ah, %%al", 0x1111111122224433);
	LEAVES("add %%bh, %%ah", 0x111111112222ff44);
	LEAVES("add %%bl, %%al", 0x1111111122223321);
	LEAVES("inc %%ah", 0x1111111122223444);
	LEAVES("mov %%bx, %%ax", 0x111111112222ccdd);
	LEAVES("mov %%ebx, %%eax", 0x00000000bbbbccdd);
	LEAVES("xor %%ax, %%ax", 0x1111111122220000);
	LEAVES("and $-1, %%eax", 0x0000000022223344);
	LEAVES("movzbl %%ah, %%eax", 0x33);
	LEAVES("movsbw %%bh, %%ax", 0x111111112222ffcc);
	LEAVES("movsbl %%bh, %%eax", 0x00000000ffffffcc);
	LEAVES("movslq %%ebx, %%rax", 0xffffffffbbbbccdd);
	LEAVES("cwtl", 0x3344);
	LEAVES("cltq", 0x22223344);
	LEAVES("mul %%bl", 0x1111111122223ab4);
	/* SIL takes the encoding that is DH without a REX prefix. */
	LEAVES("mov $0x7777, %%edx; mov $0x99, %%esi; mov %%sil, %%al", 0x1111111122223399);
	LEAVES("mov $0x7788, %%edx; mov $0x99, %%esi; mov %%dh, %%al", 0x1111111122223377);

	/* ZF is set. The destination of a 32-bit CMOV is cleared above even if
	 * the condition is false, that of a 16-bit one isn't. */
	LEAVES("cmovnz %%ebx, %%eax", 0x0000000022223344);
	LEAVES("cmovnz %%bx, %%ax", 0x1111111122223344);
	LEAVES("cmovnz %%rbx, %%rax", a_before);
	LEAVES("cmovz %%bx, %%ax", 0x111111112222ccdd);
	LEAVES("setz %%ah", 0x1111111122220144);
	LEAVES("shll %%cl, %%eax", 0x0000000022223344);
	LEAVES("shlw %%cl, %%ax", 0x1111111122223344);
	LEAVES("bswap %%eax", 0x0000000044332222);

	/* 0x90 is NOP, not XCHG EAX, EAX; the long form is an exchange. */
	LEAVES(".byte 0x90", a_before);
	LEAVES(".byte 0x87, 0xc0", 0x0000000022223344);
	LEAVES("mov %%rbx, %%r8; .byte 0x41, 0x90", 0x00000000bbbbccdd);

	/* LEA by its operand and address sizes. */
	LEAVES("lea 1(%%rax), %%ax", 0x1111111122223345);
	LEAVES("lea 1(%%rbx), %%eax", 0x00000000bbbbccde);
	LEAVES("lea 1(%%ebx), %%rax", 0x00000000bbbbccde);
	LEAVES("mov $-1, %%eax; lea 2(%%eax), %%rax", 1);
	/* A REX prefix that isn't the last prefix has no effect. */
	LEAVES(".byte 0x48, 0x66, 0x89, 0xd8", 0x111111112222ccdd);
	return 0;
}

#else

CASE(partial_registers, .rule = "ISA-4",
     .summary = "8 and 16-bit writes keep the rest of a register, 32-bit writes clear it",
     .x86_64_only = true, .shared = true);

#endif
