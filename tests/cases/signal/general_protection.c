/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What only a kernel may do, and addresses that no page table can hold, raise
 * SIGSEGV without an address. Tagged pointers that lose their tag handling
 * end here; Chromium and the JVM abort by HLT.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#define HIDDEN __attribute__((visibility("hidden")))
void protection_hlt(void *) HIDDEN;
void protection_cli(void *) HIDDEN;
void protection_int(void *) HIDDEN;
void protection_read(void *) HIDDEN;
void protection_aligned(void *) HIDDEN;
void protection_none(void *) HIDDEN;
extern const char protection_read_at[] HIDDEN;
extern const char protection_aligned_at[] HIDDEN;

#define HLT MUTATE("hlt", "ud2")

__asm__(".text\n"
	"protection_hlt:\n	" HLT "\n	ret\n"
	"protection_cli:\n	cli\n	ret\n"
	"protection_int:\n	int $0x81\n	ret\n"
	"protection_read:\n	movabs $0x1234000000000000, %rax\n"
	"protection_read_at:\n	mov (%rax), %rcx\n	ret\n"
	/* An aligned move of an address that is not. */
	"protection_aligned:\n	lea -23(%rsp), %rax\n"
	"	and $-16, %rax\n	inc %rax\n"
	"protection_aligned_at:\n	movaps (%rax), %xmm0\n	ret\n"
	"protection_none:\n	nop\n	ret\n");

int guest_main(void)
{
	static const struct {
		const char *signal, *code, *address, *instruction;
		void (*run)(void *);
		const char *at;
	} rows[] = {
#define ROW(what) what ": signal", what ": si_code", what ": si_addr", what ": REG_RIP"
		{ ROW("hlt"), protection_hlt, (void *)protection_hlt },
		{ ROW("cli"), protection_cli, (void *)protection_cli },
		{ ROW("int 0x81"), protection_int, (void *)protection_int },
		{ ROW("non-canonical read"), protection_read, protection_read_at },
		{ ROW("unaligned movaps"), protection_aligned, protection_aligned_at },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct guest_fault fault = guest_fault(rows[i].run, NULL);

		if (!EXPECT_ROW(rows[i].signal, fault.signal, ==, SIGSEGV))
			continue;
		EXPECT_ROW(rows[i].code, fault.code, ==, SI_KERNEL);
		EXPECT_ROW(rows[i].address, fault.address, ==, 0UL);
		/* FRED leaves RIP behind INT n (arch/x86/entry/entry_fred.c). */
		if (rows[i].run == protection_int && cpu_has_fred())
			continue;
		EXPECT_ROW(rows[i].instruction, fault.instruction, ==, (uintptr_t)rows[i].at);
	}
	EXPECT(guest_fault(protection_none, NULL).signal, ==, 0);
	return 0;
}

#else

CASE(general_protection, .rule = "SIG-3", .shared = true,
     .summary = "a general protection fault raises SIGSEGV with SI_KERNEL and no address",
     .x86_64_only = true);

#endif
