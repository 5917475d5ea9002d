/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Cosmopolitan links its programs far above 4 GiB, where a translator has its
 * own memory or, with fewer address bits, nothing at all. */
#include "case.h"

#ifdef GUEST

#include "elf_file.h"

static struct elf_file program;

int guest_main(void)
{
	static const struct {
		const char *name;
		uint64_t address;
	} rows[] = {
		{ "a program at 8 GiB runs", 0x200000000 },
		{ "a program at 1 TiB runs", 0x10000000000 },
		{ "a program at 16 TiB runs", 0x100000000000 },
		{ "a program at 16 TiB and 2 GiB runs", 0x100080000000 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const uint64_t base = rows[i].address;
		const uint64_t word = base + 0x280;

		elf_start(&program, ET_EXEC, base + 0x200);
		elf_segment(&program, PT_LOAD, PF_R | PF_X, 0, base, 0x300);
		elf_put_sum(&program, 0x200, base + 0x200, &word, 1);
		elf_put_word(&program, 0x280, MUTATE(42, 43));
		elf_put_word(&program, 0x2fc, 0);
		EXPECT_ROW(rows[i].name, elf_run(&program, "/tmp/high"), ==, 42 << 8);
	}
	return 0;
}

#else

CASE(elf_linked_high, .rule = "EXEC-13",
     .summary = "a program linked at an address far above 4 GiB runs there",
     .issues = { "https://github.com/jart/cosmopolitan/issues/399" }, .seconds = 10);

#endif
