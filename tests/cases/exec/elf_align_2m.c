/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Databases and browsers ask for segments at multiples of 2 MiB, so that huge
 * pages can hold their code. */
#include "case.h"

#ifdef GUEST

#include "elf_file.h"

enum { BYTES = 4 << 20, UNIT = 2 << 20 };

static unsigned char program[BYTES];

int guest_main(void)
{
	if (guest_role("aligned")) {
		const Elf64_Phdr *headers = (const Elf64_Phdr *)guest_aux(AT_PHDR);

		/* Where the program's address 0 is. */
		EXPECT(((uintptr_t)headers - headers[0].p_vaddr) % UNIT, ==, 0UL);
		return 45;
	}

	const long size = guest_read_file(GUEST_SELF, (char *)program, sizeof(program));

	if (!EXPECT(size, >, (long)sizeof(Elf64_Ehdr)) || !EXPECT(size, <, (long)BYTES - 1))
		return 0;

	const Elf64_Ehdr *header = (const Elf64_Ehdr *)program;
	Elf64_Phdr *headers = (Elf64_Phdr *)(program + header->e_phoff);

	EXPECT(headers[0].p_type, ==, (unsigned)PT_PHDR);
	for (unsigned i = 0; i < header->e_phnum; i++)
		if (headers[i].p_type == PT_LOAD)
			headers[i].p_align = MUTATE(UNIT, headers[i].p_align);
	MUST(guest_make_file, "/tmp/aligned", program, (size_t)size, 0755);
	/* Chance alone would align one of 512. */
	EXPECT(guest_run("/tmp/aligned", "aligned", NULL), ==, 45 << 8);
	EXPECT(guest_run("/tmp/aligned", "aligned", NULL), ==, 45 << 8);
	return 0;
}

#else

CASE(elf_align_2m, .rule = "EXEC-13",
     .summary = "a position-independent program lies at a multiple of its segments' alignment",
     .flavours = GLIBC, .shared = true);

#endif
