/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A position-independent program whose first address is not zero (prelinked,
 * or made by other linkers) is moved as a whole. */
#include "case.h"

#ifdef GUEST

#include "elf_file.h"

static struct elf_file program;

int guest_main(void)
{
	static const uint64_t firsts[] = { 0, 0x10000, 0x7f0000, 0x12340000 };
	static const char *const names[] = {
		"a position-independent program that starts at 0 runs",
		"a position-independent program that starts at 0x10000 runs",
		"a position-independent program that starts at 0x7f0000 runs",
		"a position-independent program that starts at 0x12340000 runs",
	};
	const size_t page = GUEST_PAGE;

	for (size_t i = 0; i < sizeof(firsts) / sizeof(*firsts); i++) {
		const uint64_t base = firsts[i];
		/* The second is in another segment, behind a gap. */
		const uint64_t words[] = { base + 0x2fc, base + 3 * page };

		elf_start(&program, ET_DYN, base + 0x200);
		elf_segment(&program, PT_LOAD, PF_R | PF_X, 0, base, 0x300);
		elf_put_sum(&program, 0x200, base + 0x200, words, 2);
		elf_put_word(&program, 0x2fc, 5);
		elf_segment(&program, PT_LOAD, PF_R | PF_W, page, base + 3 * page, 4);
		elf_put_word(&program, page, MUTATE(60, 61));
		EXPECT_ROW(names[i], elf_run(&program, "/tmp/address"), ==, 65 << 8);
	}
	return 0;
}

#else

CASE(elf_first_address, .rule = "EXEC-13",
     .summary = "a position-independent program runs whatever its first address",
     .shared = true);

#endif
