/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Linkers put segments of different rights into neighbouring pages of 4096
 * bytes, and the same page of the file into two of them. Where the kernel
 * below has larger pages, one page holds both.
 */
#include "case.h"

#ifdef GUEST

#include "elf_file.h"

static struct elf_file program;

int guest_main(void)
{
	const uint64_t base = 0x40000000;
	const size_t page = GUEST_PAGE;
	/* read-only, code, read-only, data: each in the page after the last,
	 * and all of them but the code from the file's first page */
	const uint64_t words[] = { base + 0x240, base + 2 * page + 0x244,
				   base + 3 * page + 0x248, base + 4 * page };

	elf_start(&program, ET_EXEC, base + page + 0x80);
	elf_segment(&program, PT_LOAD, PF_R, 0, base, 0x300);
	elf_segment(&program, PT_LOAD, PF_R | PF_X, page, base + page, 0x100);
	elf_put_sum(&program, page + 0x80, base + page + 0x80, words, 4);
	elf_segment(&program, PT_LOAD, PF_R, 0x244, base + 2 * page + 0x244, 0x40);
	elf_segment(&program, PT_LOAD, PF_R | PF_W, 0x248, base + 3 * page + 0x248, 0x40)
		->p_memsz = 2 * page;
	elf_put_word(&program, 0x240, MUTATE(1, 9));
	elf_put_word(&program, 0x244, 2);
	elf_put_word(&program, 0x248, 4);
	elf_put_word(&program, 2 * page - 4, 0);
	EXPECT(elf_run(&program, "/tmp/adjacent"), ==, 7 << 8);

	/* Nothing lies between the segments' pages. */
	const uint64_t hole = base + 6 * page;

	elf_put_sum(&program, page + 0x80, base + page + 0x80, &hole, 1);
	EXPECT(elf_run(&program, "/tmp/adjacent"), ==, SIGSEGV);
	return 0;
}

#else

CASE(elf_segments_adjacent, .rule = "EXEC-14",
     .summary = "segments in neighbouring pages of 4096 bytes load from one page of the file",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/3496" }, .shared = true);

#endif
