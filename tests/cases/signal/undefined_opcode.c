/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Compilers place UD2 where code must not go (__builtin_trap, Rust's and
 * Chromium's aborts), and crash reporters name the place by si_addr.
 */
#include "case.h"

#ifdef GUEST

#include "fault.h"

#define HIDDEN __attribute__((visibility("hidden")))
void undefined_ud2(void *) HIDDEN;
void undefined_push(void *) HIDDEN;
void undefined_lock(void *) HIDDEN;
void undefined_not(void *) HIDDEN;

#define UD2 MUTATE("ud2", "hlt")

__asm__(".text\n"
	"undefined_ud2:\n	" UD2 "\n	ret\n"
	/* PUSH CS: removed in 64-bit mode. */
	"undefined_push:\n	.byte 0x0e\n	ret\n"
	/* LOCK before an instruction that takes none. */
	"undefined_lock:\n	.byte 0xf0, 0x89, 0xc0\n	ret\n"
	"undefined_not:\n	nop\n	ret\n");

int guest_main(void)
{
	static const struct {
		const char *signal, *code, *address, *instruction;
		void (*run)(void *);
	} rows[] = {
#define ROW(what) what ": signal", what ": si_code", what ": si_addr", what ": REG_RIP"
		{ ROW("ud2"), undefined_ud2 },
		{ ROW("push cs"), undefined_push },
		{ ROW("lock mov"), undefined_lock },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct guest_fault fault = guest_fault(rows[i].run, NULL);

		if (!EXPECT_ROW(rows[i].signal, fault.signal, ==, SIGILL))
			continue;
		EXPECT_ROW(rows[i].code, fault.code, ==, ILL_ILLOPN);
		EXPECT_ROW(rows[i].address, fault.address, ==, (uintptr_t)rows[i].run);
		EXPECT_ROW(rows[i].instruction, fault.instruction, ==, (uintptr_t)rows[i].run);
	}
	EXPECT(guest_fault(undefined_not, NULL).signal, ==, 0);
	return 0;
}

#else

CASE(undefined_opcode, .rule = "SIG-3", .shared = true,
     .summary = "an undefined instruction raises SIGILL with its own address",
     .issues = { "https://github.com/docker/for-mac/issues/5123" }, .x86_64_only = true);

#endif
