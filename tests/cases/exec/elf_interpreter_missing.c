/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A dynamic program in an image without its loader: execve(2) itself says
 * ENOENT, which is how users meet a glibc program in a musl image. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <elf.h>
#include <string.h>

static char program[262144];

int guest_main(void)
{
	static const char *const argv[] = { "/tmp/changed", NULL };
	const char *const *envp = (const char *const *)guest_envp;
	Elf64_Ehdr header;
	long n = guest_read_file("/bin/true", program, sizeof(program));
	bool found = false;

	if (!EXPECT(n, >, (long)sizeof(header)))
		return 0;
	/* Control: an unchanged copy runs. */
	MUST(guest_make_file, argv[0], program, (size_t)n, 0755);
	EXPECT(guest_execute(argv[0], argv, envp), ==, 0);

	memcpy(&header, program, sizeof(header));
	for (unsigned i = 0; i < header.e_phnum; i++) {
		Elf64_Phdr segment;

		memcpy(&segment, program + header.e_phoff + i * sizeof(segment),
		       sizeof(segment));
		if (segment.p_type != PT_INTERP)
			continue;
		char *last = program + segment.p_offset + segment.p_filesz - 2;

		*last = MUTATE('X', *last);
		found = true;
	}
	EXPECT(found, ==, true);
	MUST(guest_make_file, argv[0], program, (size_t)n, 0755);
	EXPECT(guest_execute(argv[0], argv, envp), ==, ENOENT << 8);
	return 0;
}

#else

CASE(elf_interpreter_missing, .rule = "EXEC-8",
     .summary = "a program whose ELF interpreter is missing is ENOENT", .shared = true);

#endif
