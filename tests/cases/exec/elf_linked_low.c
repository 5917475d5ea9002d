/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A program that is not position-independent decides where it lies: a
 * translator that keeps something of its own there has to make way. */
#include "case.h"

#ifdef GUEST

#include "elf_file.h"

#include <stdlib.h>

static struct elf_file program;

/* Below it no program may have anything, whatever it is here. */
static uint64_t lowest_address(void)
{
	char text[32];

	if (guest_read_file("/proc/sys/vm/mmap_min_addr", text, sizeof(text)) <= 0)
		return 0;
	return strtoul(text, NULL, 10);
}

int guest_main(void)
{
	static const struct {
		const char *name;
		uint64_t address;
	} rows[] = {
		/* The default of vm.mmap_min_addr. */
		{ "a program at 0x10000, the lowest page allowed, runs", 0x10000 },
		{ "a program at 0x200000 runs", 0x200000 },
		{ "a program at 0x400000, the linker's default, runs", 0x400000 },
		{ "a program at 0x34800000 runs", 0x34800000 },
		{ "a program at 0x40000000 runs", 0x40000000 },
		{ "a program at 0x80000000 runs", 0x80000000 },
		{ "a program at 0xf0000000 runs", 0xf0000000 },
	};

	const uint64_t lowest = lowest_address();

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (rows[i].address < lowest) {
			NOTE("below vm.mmap_min_addr", "%s", rows[i].name);
			continue;
		}
		elf_make_linked_at(&program, rows[i].address, MUTATE(42, 43));
		EXPECT_ROW(rows[i].name, elf_run(&program, "/tmp/low"), ==, 42 << 8);
	}
	return 0;
}

#else

CASE(elf_linked_low, .rule = "EXEC-13",
     .summary = "a program linked anywhere in the low 4 GiB runs there", .shared = true);

#endif
