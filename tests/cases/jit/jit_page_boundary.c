/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A function across a page end follows changes of either page, and faults at
 * the second one if that is missing.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

static char *code;

static void run(void)
{
	SYS(exit_group, jit_call(code) == 9 ? 0 : 1);
}

int guest_main(void)
{
	char *pages = jit_map((size_t)2 * JIT_PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);

	/* The operand starts on the first page and ends on the second. */
	code = pages + JIT_PAGE - 3;
	jit_write(code, 0x01010101);
	EXPECT(jit_call(code), ==, 0x01010101U);
	pages[JIT_PAGE] = MUTATE(0x02, 0x01);
	EXPECT(jit_call(code), ==, 0x01020101U);
	pages[JIT_PAGE - 1] = 0x03;
	EXPECT(jit_call(code), ==, 0x01020301U);

	jit_write(code, 9);
	EXPECT(fault_of(run).signal, ==, 0);
	MUST(mprotect, pages + JIT_PAGE, JIT_PAGE, PROT_NONE);

	struct guest_fault f = fault_of(run);

	if (EXPECT(f.signal, ==, SIGSEGV)) {
		EXPECT(f.address, ==, (uint64_t)(pages + JIT_PAGE));
		EXPECT((uint64_t)f.registers[REG_RIP], ==, (uint64_t)code);
	}
	return 0;
}

#else

CASE(jit_page_boundary, .rule = "JIT-6", .needs = NEEDS_WRITABLE_CODE,
     .summary = "an instruction across a page end changes and faults with the second page",
     .x86_64_only = true, .shared = true);

#endif
