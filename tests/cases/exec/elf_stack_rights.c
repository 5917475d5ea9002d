/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * PT_GNU_STACK says whether a program's stack may hold code. Old runtimes and
 * nested functions of C need it, everything else is safer without.
 */
#include "case.h"

#ifdef GUEST

#include "elf_file.h"

static struct elf_file program;

static int run_with(uint32_t flags)
{
	/* PUSH of a RET, CALL to it, exit(46) */
	static const unsigned char code[] = {
		0x68, 0xc3,	      0, 0, 0, 0xff, 0xd4, 0xbf, 46, 0, 0, 0,
		0xb8, SYS_exit_group, 0, 0, 0, 0x0f, 0x05,
	};
	const uint64_t base = 0x40000000;

	elf_start(&program, ET_EXEC, base + 0x200);
	elf_segment(&program, PT_LOAD, PF_R | PF_X, 0, base, 0x300);
	elf_segment(&program, PT_GNU_STACK, flags, 0, 0, 0);
	elf_put(&program, 0x200, code, sizeof(code));
	elf_put_word(&program, 0x2fc, 0);
	return elf_run(&program, "/tmp/stack");
}

int guest_main(void)
{
	const uint32_t all = PF_R | PF_W | MUTATE(PF_X, 0);

	EXPECT(run_with(all), ==, 46 << 8);
	EXPECT(run_with(PF_R | PF_W), ==, SIGSEGV);
	return 0;
}

#else

CASE(elf_stack_rights, .rule = "EXEC-16",
     .summary = "code on the stack runs if PT_GNU_STACK says so, and else raises SIGSEGV",
     .x86_64_only = true, .shared = true);

#endif
