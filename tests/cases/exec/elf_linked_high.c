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
		elf_make_linked_at(&program, rows[i].address, MUTATE(42, 43));
		EXPECT_ROW(rows[i].name, elf_run(&program, "/tmp/high"), ==, 42 << 8);
	}
	return 0;
}

#else

CASE(elf_linked_high, .rule = "EXEC-13",
     .summary = "a program linked at an address far above 4 GiB runs there",
     .issues = { "https://github.com/jart/cosmopolitan/issues/399" }, .seconds = 10,
     .needs = NEEDS_ADDRESSES_47, .shared = true);

#endif
