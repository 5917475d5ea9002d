/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What only hints must do nothing: compilers strew NOPs of all lengths,
 * ENDBR64, PREFETCH of addresses that may not exist, PAUSE and prefixes that
 * older processors ignore. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#define NOTHING(what, code)                                                                    \
	do {                                                                                   \
		uint64_t a = 0x1111111122222222;                                               \
		uint64_t in = FLAGS_STATUS;                                                    \
		uint64_t out;                                                                  \
		__asm__ volatile(LOAD_FLAGS code "\n\t" STORE_FLAGS                            \
				 : [out] "=&r"(out), "+a"(a)                                   \
				 : [in] "r"(in), "d"(bad)                                      \
				 : "cc", "memory");                                            \
		EXPECT_ROW(what " changes no flag", out &FLAGS_STATUS, ==,                     \
			   (uint64_t)FLAGS_STATUS);                                            \
		EXPECT_ROW(what " changes no register", a, ==, 0x1111111122222222UL);          \
	} while (0)

static int taken;

int guest_main(void)
{
	char *bad = MUST(mmap, NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	NOTHING("nop", "nop" MUTATE("", "\n\tinc %%eax"));
	NOTHING("nop with an operand size", ".byte 0x66, 0x90");
	NOTHING("nop of unmapped memory", "nopl (%%rdx)");
	NOTHING("nopw of unmapped memory", "nopw 0x100(%%rdx,%%rax,1)");
	NOTHING("nop of 9 bytes", ".byte 0x66, 0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0");
	NOTHING("endbr64", ".byte 0xf3, 0x0f, 0x1e, 0xfa");
	NOTHING("rdsspq without shadow stacks", ".byte 0xf3, 0x48, 0x0f, 0x1e, 0xc8");
	NOTHING("a reserved hint", ".byte 0x0f, 0x1d, 0xc0");
	NOTHING("pause", "pause");
	NOTHING("prefetcht0", "prefetcht0 (%%rdx)");
	NOTHING("prefetchnta", "prefetchnta (%%rdx)");
	NOTHING("prefetcht2 of a non-canonical address", "prefetcht2 (%%rax)");
	NOTHING("prefetchw", "prefetchw (%%rdx)");
	NOTHING("lfence", "lfence");
	NOTHING("mfence", "mfence");
	NOTHING("sfence", "sfence");
	NOTHING("xrelease mov", ".byte 0xf3\n\tmov %%rax, -256(%%rsp)");
	NOTHING("bnd jmp", ".byte 0xf2\n\tjmp 1f\n1:");
	NOTHING("a branch hint", ".byte 0x3e\n\tjc 1f\n1:");

	/* TZCNT is BSF where it is not offered: for what is not zero the same. */
	uint64_t r;

	__asm__("rep bsf %1, %0" : "=r"(r) : "r"(0x50UL) : "cc");
	EXPECT(r, ==, 4UL);
	__asm__ volatile("movl $0, %0\n\t.byte 0x2e\n\tjmp 1f\n\tmovl $1, %0\n1:"
			 : "=m"(taken));
	EXPECT(taken, ==, 0);
	return 0;
}

#else

CASE(hint_instructions, .rule = "ISA-15",
     .summary = "NOPs, ENDBR64, PREFETCH, fences and ignored prefixes do nothing, wherever "
		"they point",
     .x86_64_only = true);

#endif
