/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Wine, debuggers and crash reporters look at the segment registers: CS is
 * 0x33, SS 0x2b, and a selector that is not there faults. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#define HIDDEN __attribute__((visibility("hidden")))
void selector_bad(void *) HIDDEN;
void selector_null_stack(void *) HIDDEN;
void selector_good(void *) HIDDEN;

__asm__(".text\n"
	"selector_bad:\n	mov $0x1233, %eax\n	mov %eax, %ds\n	ret\n"
	"selector_null_stack:\n	xor %eax, %eax\n	mov %eax, %ss\n	ret\n"
	"selector_good:\n	mov $0x2b, %eax\n	mov %eax, %ds\n	mov %eax, %es\n"
	"	mov %eax, %ss\n	xor %eax, %eax\n	mov %eax, %ds\n	ret\n");

static uint64_t read_base(void)
{
	uint64_t base = 0;

	SYS(arch_prctl, 0x1003 /* ARCH_GET_FS */, &base);
	return base;
}

int guest_main(void)
{
	uint64_t cs = -1UL;
	uint64_t ss = -1UL;
	uint64_t ds = -1UL;
	uint64_t fs = -1UL;
	uint16_t memory[4] = { 0xffff, 0xffff, 0xffff, 0xffff };

	__asm__ volatile("mov %%" MUTATE("cs", "ss") ", %k0" : "=r"(cs));
	__asm__ volatile("mov %%ss, %k0" : "=r"(ss));
	__asm__ volatile("mov %%ds, %k0" : "=r"(ds));
	__asm__ volatile("mov %%fs, %k0" : "=r"(fs));
	EXPECT(cs, ==, 0x33UL);
	EXPECT(ss, ==, 0x2bUL);
	EXPECT(ds, ==, 0UL);
	EXPECT(fs, ==, 0UL);
	/* To memory it is 16 bits, whatever the operand size. */
	__asm__ volatile("rex.W mov %%cs, %0" : "=m"(memory[1]) : : "memory");
	EXPECT(memory[0], ==, 0xffff);
	EXPECT(memory[1], ==, 0x33);
	EXPECT(memory[2], ==, 0xffff);

	/* LSL, LAR and VERR know the user's segments, and no kernel ones. */
	bool z;
	uint64_t limit = 0;

	__asm__ volatile("verr %w1\n\tsetz %0" : "=q"(z) : "r"(0x2b) : "cc");
	EXPECT_ROW("verr of the user's data segment", z, ==, true);
	__asm__ volatile("verr %w1\n\tsetz %0" : "=q"(z) : "r"(0x1233) : "cc");
	EXPECT_ROW("verr of a segment that is not there", z, ==, false);
	__asm__ volatile("lsl %k2, %k1\n\tsetz %0" : "=q"(z), "+r"(limit) : "r"(0x2b) : "cc");
	EXPECT_ROW("lsl of the user's data segment", z, ==, true);
	EXPECT(limit, ==, 0xffffffffUL);

	EXPECT(guest_fault(selector_good, NULL).signal, ==, 0);
	EXPECT_ROW("a selector that is not there", guest_fault(selector_bad, NULL).signal, ==,
		   SIGSEGV);
	EXPECT_ROW("a null stack selector", guest_fault(selector_null_stack, NULL).signal, ==,
		   SIGSEGV);

	/* DS and ES have no base in 64-bit mode, FS has: a thread's own. */
	uint64_t through;

	__asm__ volatile("mov %%fs:0, %0" : "=r"(through));
	EXPECT_ROW("FS:0 holds its own address", through, ==, read_base());
	return 0;
}

#else

CASE(segment_selectors, .rule = "ISA-17",
     .summary = "CS is 0x33 and SS 0x2b, and selectors that are not there fault",
     .x86_64_only = true, .shared = true);

#endif
