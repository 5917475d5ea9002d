/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A data segment is longer in memory than in the file: what follows is zero,
 * in the rest of the last page, which holds other bytes of the file, and in
 * all pages behind it.
 */
#include "case.h"

#ifdef GUEST

#include "elf_file.h"

static struct elf_file program;

int guest_main(void)
{
	const uint64_t base = 0x40000000;
	const size_t page = GUEST_PAGE;
	const uint64_t data = base + page;
	const uint64_t words[] = {
		data,
		data + 0x40, /* in the file */
		data + 0x44, /* the first byte behind */
		data + page - 4,
		data + page,
		data + 3 * page + 0x100,
	};

	elf_start(&program, ET_EXEC, base + 0x200);
	elf_segment(&program, PT_LOAD, PF_R | PF_X, 0, base, 0x300);
	elf_put_sum(&program, 0x200, base + 0x200, words, sizeof(words) / sizeof(*words));
	for (size_t at = page; at < 2 * page; at += 4)
		elf_put_word(&program, at, 1);
	elf_put_word(&program, page, 40);

	Elf64_Phdr *segment = elf_segment(&program, PT_LOAD, PF_R | PF_W, page, data, 0x44);

	segment->p_memsz = 3 * page + 0x200;
	segment->p_filesz = MUTATE(0x44, 0x48);
	EXPECT(elf_run(&program, "/tmp/bss"), ==, 41 << 8);

	/* A segment of zeros only. */
	const uint64_t more[] = { data, base + 0x2fc };

	elf_start(&program, ET_EXEC, base + 0x200);
	elf_segment(&program, PT_LOAD, PF_R | PF_X, 0, base, 0x300);
	elf_put_sum(&program, 0x200, base + 0x200, more, 2);
	elf_put_word(&program, 0x2fc, 7);
	elf_segment(&program, PT_LOAD, PF_R | PF_W, 0, data, 0)->p_memsz = 2 * page;
	EXPECT(elf_run(&program, "/tmp/bss"), ==, 7 << 8);
	return 0;
}

#else

CASE(elf_bss_across_pages, .rule = "EXEC-14",
     .summary = "what a segment has in memory beyond its part of the file is zero",
     .shared = true);

#endif
