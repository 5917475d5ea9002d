/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * PUSHF, POPF, LAHF and SAHF show RFLAGS as a processor keeps it: user code
 * may change DF, AC and ID, but not IF, and bit 1 is always set.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#define POP_FLAGS MUTATE("popfq", "popfw")

static uint64_t through_flags(uint64_t in)
{
	uint64_t out;

	/* No memory is touched while DF or AC is set but the aligned stack. */
	__asm__ volatile("mov %%rsp, %%rcx\n\tlea -128(%%rsp), %%rsp\n\tand $-16, %%rsp\n\t"
			 "push %[in]\n\t" POP_FLAGS "\n\tpushfq\n\tpop %[out]\n\t"
			 "push $0x2\n\tpopfq\n\tmov %%rcx, %%rsp"
			 : [out] "=&r"(out)
			 : [in] "r"(in)
			 : "rcx", "cc", "memory");
	return out;
}

static void load_and_store(void)
{
	uint64_t a = 0xffffffffffff00ff;

	__asm__ volatile("sahf\n\tlahf" : "+a"(a) : : "cc");
	EXPECT(a, ==, 0xffffffffffff02ffUL);
	a = 0xff00;
	__asm__ volatile("sahf\n\tlahf" : "+a"(a) : : "cc");
	EXPECT(a, ==, 0xd700UL);

	/* SAHF leaves OF. */
	bool o;

	a = 0;
	__asm__ volatile("mov $0x7f, %%cl\n\tinc %%cl\n\tsahf\n\tseto %0"
			 : "=q"(o)
			 : "a"(a)
			 : "cl", "cc");
	EXPECT(o, ==, true);
}

int guest_main(void)
{
	const uint64_t base = FLAGS_ALWAYS | FLAGS_INTERRUPT;

	EXPECT(through_flags(0), ==, base);
	EXPECT(through_flags(FLAGS_STATUS), ==, base | FLAGS_STATUS);
	EXPECT(through_flags(FLAG_DF), ==, base | FLAG_DF);
	EXPECT(through_flags(FLAG_ID), ==, base | FLAG_ID);
	EXPECT(through_flags(FLAG_AC), ==, base | FLAG_AC);
	/* Reserved bits read as 0. */
	EXPECT(through_flags(1 << 3 | 1 << 5 | 1 << 15), ==, base);

	/* 16 bits: the rest stays, so ID survives. */
	uint64_t out;

	__asm__ volatile("lea -128(%%rsp), %%rsp\n\tpush %1\n\tpopfq\n\tpushw $0\n\tpopfw\n\t"
			 "pushfq\n\tpop %0\n\tpush $2\n\tpopfq\n\tlea 128(%%rsp), %%rsp"
			 : "=&r"(out)
			 : "r"((uint64_t)(FLAG_ID | FLAG_CF))
			 : "cc", "memory");
	EXPECT(out & (FLAG_ID | FLAG_CF), ==, (uint64_t)FLAG_ID);

	if (cpuid(0x80000001, 0).c & bit_LAHF_LM)
		load_and_store();
	else
		NOT_OFFERED("LAHF");
	/* INC and DEC leave CF. */
	bool c;

	__asm__ volatile("mov $-1, %%ecx\n\tstc\n\tinc %%ecx\n\tsetc %0"
			 : "=q"(c)
			 :
			 : "ecx", "cc");
	EXPECT(c, ==, true);
	__asm__ volatile("mov $0, %%ecx\n\tclc\n\tdec %%ecx\n\tsetc %0"
			 : "=q"(c)
			 :
			 : "ecx", "cc");
	EXPECT(c, ==, false);
	__asm__ volatile("stc\n\tcmc\n\tsetc %0" : "=q"(c) : : "cc");
	EXPECT(c, ==, false);
	return 0;
}

#else

CASE(flags_register, .rule = "ISA-2",
     .summary = "PUSHF, POPF, LAHF and SAHF show and change RFLAGS as user code may",
     .x86_64_only = true, .shared = true);

#endif
