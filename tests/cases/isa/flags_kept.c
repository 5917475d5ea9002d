/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Instructions made to leave RFLAGS alone do. Big-number code runs a chain of
 * carries through them: one lost carry and a TLS handshake fails.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#define CARRY MUTATE("", "\n\tclc")
#define KEEPS(instruction)                                                                     \
	do {                                                                                   \
		for (int set = 0; set < 2; set++) {                                            \
			uint64_t in = set ? FLAGS_STATUS : 0;                                  \
			uint64_t out;                                                          \
			uint64_t memory = 0x1122334455667788;                                  \
			__asm__ volatile("mov $7, %%eax\n\tmov $5, %%edx\n\t"                  \
					 "mov $3, %%ecx\n\t" LOAD_FLAGS instruction CARRY      \
					 "\n\t" STORE_FLAGS                                    \
					 : [out] "=&r"(out), [memory] "+m"(memory)             \
					 : [in] "r"(in)                                        \
					 : "rax", "rcx", "rdx", "rsi", "cc");                  \
			EXPECT_ROW(instruction " keeps the status flags", out &FLAGS_STATUS,   \
				   ==, in);                                                    \
		}                                                                              \
	} while (0)

int guest_main(void)
{
	KEEPS("mov %%edx, %%eax");
	KEEPS("not %%rax");
	KEEPS("lea 64(%%rax,%%rcx,4), %%rdx");
	KEEPS("bswap %%rax");
	KEEPS("xchg %%rax, %%rdx");
	KEEPS("cmovc %%rcx, %%rax");
	KEEPS("setc %%al");
	KEEPS("movzbl %%al, %%eax");
	KEEPS("cqto");
	KEEPS("xchg %%rax, %[memory]");
	KEEPS("jrcxz 1f; 1:");
	KEEPS("loop 1f; 1:");

	if (cpuid(7, 0).b & bit_BMI2) {
		KEEPS("mulx %%rcx, %%rax, %%rsi");
		KEEPS("mulx %%ecx, %%eax, %%esi");
		KEEPS("rorx $5, %%rax, %%rsi");
		KEEPS("sarx %%rcx, %%rax, %%rsi");
		KEEPS("shlx %%rcx, %%rax, %%rsi");
		KEEPS("shrx %%rcx, %%rax, %%rsi");
		KEEPS("pdep %%rcx, %%rax, %%rsi");
		KEEPS("pext %%rcx, %%rax, %%rsi");
		KEEPS("pext %%ecx, %%eax, %%esi");
	} else {
		NOT_OFFERED("BMI2");
	}
	if (cpuid(1, 0).c & bit_MOVBE)
		KEEPS("movbe %[memory], %%rsi");

	/* Control: the flags are read after the instruction, not before. */
	uint64_t in = FLAGS_STATUS;
	uint64_t out;

	__asm__ volatile(LOAD_FLAGS "clc\n\t" STORE_FLAGS
			 : [out] "=&r"(out)
			 : [in] "r"(in)
			 : "cc");
	EXPECT(out & FLAGS_STATUS, ==, (uint64_t)(FLAGS_STATUS & ~FLAG_CF));
	return 0;
}

#else

CASE(flags_kept, .rule = "ISA-2",
     .summary = "MULX, RORX, PDEP, LEA and their like leave the status flags alone",
     .issues = { "https://github.com/orbstack/orbstack/issues/2683" }, .x86_64_only = true,
     .shared = true);

#endif
