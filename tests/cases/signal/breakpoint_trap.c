/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * INT3 ends V8's and .NET's failed assertions and is every debugger's
 * breakpoint: a trap, so RIP is already past it.
 */
#include "case.h"

#ifdef GUEST

#include "fault.h"

#define HIDDEN __attribute__((visibility("hidden")))
void breakpoint_int3(void *) HIDDEN;
void breakpoint_step(void *) HIDDEN;
void breakpoint_none(void *) HIDDEN;
extern const char breakpoint_int3_after[] HIDDEN;
extern const char breakpoint_step_after[] HIDDEN;

#define INT3 MUTATE("int3", "nop")

__asm__(".text\n"
	"breakpoint_int3:\n	" INT3 "\n"
	"breakpoint_int3_after:\n	ret\n"
	/* The trap flag takes effect after the instruction that follows POPF. */
	"breakpoint_step:\n	pushf\n	orq $0x100, (%rsp)\n	popf\n	nop\n"
	"breakpoint_step_after:\n	nop\n	ret\n"
	"breakpoint_none:\n	pushf\n	popf\n	nop\n	ret\n");

int guest_main(void)
{
	struct guest_fault fault = guest_fault(breakpoint_int3, NULL);

	EXPECT_ROW("int3: signal", fault.signal, ==, SIGTRAP);
	EXPECT_ROW("int3: si_code", fault.code, ==, SI_KERNEL);
	EXPECT_ROW("int3: si_addr", fault.address, ==, 0UL);
	EXPECT_ROW("int3: REG_RIP", fault.instruction, ==, (uintptr_t)breakpoint_int3_after);

	fault = guest_fault(breakpoint_step, NULL);
	EXPECT_ROW("single step: signal", fault.signal, ==, SIGTRAP);
	EXPECT_ROW("single step: si_code", fault.code, ==, TRAP_TRACE);
	EXPECT_ROW("single step: REG_RIP", fault.instruction, ==,
		   (uintptr_t)breakpoint_step_after);

	EXPECT(guest_fault(breakpoint_none, NULL).signal, ==, 0);
	return 0;
}

#else

CASE(breakpoint_trap, .rule = "SIG-3", .shared = true,
     .summary = "INT3 and the trap flag raise SIGTRAP past the instruction",
     .issues = { "https://github.com/docker/for-mac/issues/5123" }, .x86_64_only = true);

#endif
