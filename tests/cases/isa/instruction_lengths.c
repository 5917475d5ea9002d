/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* An instruction may have 15 bytes, prefixes included, and no more. Compilers
 * pad with prefixes up to that. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#define HIDDEN __attribute__((visibility("hidden")))
void length_16(void *) HIDDEN;
void length_15(void *) HIDDEN;
void length_16_nop(void *) HIDDEN;

__asm__(".text\n"
	/* LEA 0x12345678(,%rbx,8), %rax has 8 bytes. */
	"length_15:\n	.byte 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66\n"
	"	lea 0x12345678(,%rbx,8), %rax\n	ret\n"
	"length_16:\n	.byte " MUTATE(
		"0x66, ",
		"") "0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66\n"
		    "	lea 0x12345678(,%rbx,8), %rax\n	ret\n"
		    "length_16_nop:\n	.byte 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66\n"
		    "	.byte 0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0\n	ret\n");

int guest_main(void)
{
	static const char *const claims[2] = { "an instruction of 16 bytes raises SIGSEGV",
					       "a NOP of 16 bytes raises SIGSEGV" };
	void (*const functions[2])(void *) = { length_16, length_16_nop };
	uint64_t a = 0;
	uint64_t immediate = 1;

	EXPECT(guest_fault(length_15, NULL).signal, ==, 0);
	for (int i = 0; i < 2; i++) {
		struct guest_fault fault = guest_fault(functions[i], NULL);

		if (EXPECT_ROW(claims[i], fault.signal, ==, SIGSEGV))
			EXPECT(fault.instruction, ==, (uintptr_t)functions[i]);
	}

	/* Redundant prefixes change nothing: the last REX counts, if it is last. */
	__asm__ volatile(".byte 0x2e, 0x3e, 0x26, 0x36, 0x65\n\tlea 0x1234, %0" : "=r"(a));
	EXPECT_ROW("segment prefixes before LEA", a, ==, 0x1234UL);
	/* Who takes the NOPs for the rest of eight bytes goes on behind them. */
	__asm__ volatile(".byte 0x48, 0x66, 0xb8, 0x34, 0x12\n\tnop; nop; nop; nop; nop; nop"
			 : "=a"(a)
			 : "0"(-1UL));
	EXPECT_ROW("REX before another prefix is dropped", a, ==, 0xffffffffffff1234UL);
	__asm__ volatile(".byte 0x66, 0x48, 0xb8\n\t.quad 0x1122334455667788" : "=a"(a));
	EXPECT_ROW("REX.W beats the operand size prefix", a, ==, 0x1122334455667788UL);
	/* The address is relative to the end, behind the immediate operand. */
	__asm__ volatile(
		"movabs $0x5566778899aabbcc, %0\n\t"
		"jmp 2f\n1:	.quad 0x1111111111111111\n2:	cmpl $0x11111111, 1b(%%rip)\n\t"
		"sete %b0"
		: "=&r"(immediate)
		:
		: "cc");
	EXPECT_ROW("RIP counts from behind the immediate", immediate & 0xff, ==, 1UL);
	return 0;
}

#else

CASE(instruction_lengths, .rule = "ISA-14",
     .summary = "instructions of 15 bytes execute, longer ones raise SIGSEGV",
     .x86_64_only = true, .shared = true);

#endif
