/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A far jump to selector 0x23 runs 32-bit code inside a 64-bit process, one to
 * 0x33 goes back: Wine runs 32-bit Windows programs that way, without any
 * 32-bit Linux library.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { POINTER = 64, INNER = 128, SAVED = 160, BACK = 192 };

static void run(void)
{
	/* mov [SAVED], rsp; jmp far [POINTER] */
	static const uint8_t out[] = { 0x48, 0x89, 0x25,	 SAVED - 7, 0, 0, 0,
				       0xff, 0x2d, POINTER - 13, 0,	    0, 0 };
	/* 32-bit: mov eax, 41; inc eax, a mere prefix in 64-bit code; mov ecx,
	 * cs; jmp far 0x33:BACK */
	static const uint8_t inner[] = { 0xb8, 41, 0, 0, 0, 0x40, 0x8c, 0xc9, 0xea };
	/* mov rsp, [SAVED]; ret. By the manual no register's upper half
	 * outlives 32-bit code. */
	static const uint8_t back[] = { 0x48, 0x8b, 0x25, SAVED - BACK - 7 + 256,
					0xff, 0xff, 0xff, 0xc3 };
	const uint16_t compatible = MUTATE(0x23, 0x33);
	const uint16_t usual = 0x33;
	uint32_t a;
	uint32_t selector;
	/* Where nothing lies, below 4 GiB. */
	char *low = MUST(mmap, (void *)0x20000000, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

	const uint32_t there = (uint32_t)(uint64_t)(low + INNER);
	const uint32_t here = (uint32_t)(uint64_t)(low + BACK);

	memcpy(low, out, sizeof(out));
	memcpy(low + POINTER, &there, 4);
	memcpy(low + POINTER + 4, &compatible, 2);
	memcpy(low + INNER, inner, sizeof(inner));
	memcpy(low + INNER + sizeof(inner), &here, 4);
	memcpy(low + INNER + sizeof(inner) + 4, &usual, 2);
	memcpy(low + BACK, back, sizeof(back));
	__asm__ volatile(
		"lea -128(%%rsp), %%rsp\n\tpush %%rbp\n\tpush %%rbx\n\tpush %%r12\n\t"
		"push %%r13\n\tpush %%r14\n\tpush %%r15\n\tcall *%%rax\n\tpop %%r15\n\t"
		"pop %%r14\n\tpop %%r13\n\tpop %%r12\n\tpop %%rbx\n\tpop %%rbp\n\t"
		"lea 128(%%rsp), %%rsp"
		: "=a"(a), "=c"(selector)
		: "0"(low)
		: "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "memory", "cc");
	EXPECT(a, ==, 42U);
	EXPECT(selector, ==, (uint32_t)compatible);
}

int guest_main(void)
{
	EXPECT(fault_of(run).signal, ==, 0);
	return 0;
}

#else

CASE(code_segment_switch, .rule = "COMPAT-3",
     .summary = "far jumps to selectors 0x23 and 0x33 switch to 32-bit code and back",
     .x86_64_only = true, .needs = NEEDS_CODE32, .shared = true);

#endif
