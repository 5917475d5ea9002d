/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A program cut off after its header (a download that broke): ENOEXEC, so the
 * caller learns of it. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <elf.h>

int guest_main(void)
{
	static char program[sizeof(Elf64_Ehdr) + 1];
	static const char *const argv[] = { "/tmp/cut", NULL };

	if (!EXPECT(guest_read_file("/bin/true", program, sizeof(program)), ==,
		    (long)sizeof(Elf64_Ehdr)))
		return 0;
	MUST(guest_make_file, argv[0], program, sizeof(Elf64_Ehdr), 0755);
	MUTATE(, MUST(guest_copy, "/bin/true", argv[0], 0755));
	EXPECT(guest_execute(argv[0], argv, (const char *const *)guest_envp), ==, ENOEXEC << 8);
	return 0;
}

#else

CASE(elf_truncated, .rule = "EXEC-8", .seconds = 10,
     .summary = "an ELF file cut off after its header is ENOEXEC", .shared = true);

#endif
