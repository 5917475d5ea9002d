/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Memory without PROT_EXEC doesn't run, and stops running when it loses it:
 * what data becomes code is a program's own decision.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

static char *code;

static void run(void)
{
	uint32_t (*volatile function)(void) = (uint32_t(*)(void))code;

	SYS(exit_group, function() == 5 ? 0 : 1);
}

static void faults(const char *what)
{
	struct guest_fault f = fault_of(run);

	if (!EXPECT_ROW(what, f.signal, ==, SIGSEGV))
		return;
	EXPECT(f.code, ==, SEGV_ACCERR);
	EXPECT(f.address, ==, (uint64_t)code);
	EXPECT((uint64_t)f.registers[REG_RIP], ==, (uint64_t)code);
}

int guest_main(void)
{
	code = jit_map(JIT_PAGE, PROT_READ | PROT_WRITE | MUTATE(0, PROT_EXEC));
	jit_write(code, 5);
	faults("data doesn't run");
	MUST(mprotect, code, JIT_PAGE, PROT_READ | PROT_EXEC);
	/* Control: with it the same bytes do. */
	EXPECT(fault_of(run).signal, ==, 0);
	EXPECT(jit_call(code), ==, 5U);
	MUST(mprotect, code, JIT_PAGE, PROT_READ | PROT_WRITE);
	faults("code that has run doesn't run after it lost PROT_EXEC");
	MUST(mprotect, code, JIT_PAGE, PROT_READ | PROT_EXEC);
	EXPECT(jit_call(code), ==, 5U);

	uint8_t on_stack[16];

	jit_write(on_stack, 5);
	code = (char *)on_stack;
	faults("the stack doesn't run");
	return 0;
}

#else

CASE(jit_no_exec, .rule = "JIT-7", .needs = NEEDS_WRITABLE_CODE,
     .summary = "memory without PROT_EXEC raises SIGSEGV when jumped to", .x86_64_only = true,
     .shared = true);

#endif
