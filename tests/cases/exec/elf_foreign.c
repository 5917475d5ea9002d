/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A program for another machine, or a broken one, is ENOEXEC, which a caller
 * can act on: the translator must not claim what is not for it. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <elf.h>
#include <string.h>

static char program[262144];
static size_t size;

static int run_changed(size_t offset, unsigned char value)
{
	static const char *const argv[] = { "/tmp/foreign", NULL };
	char kept = program[offset];

	program[offset] = (char)value;
	MUTATE(, program[offset] = kept);

	int made = guest_make_file("/tmp/foreign", program, size, 0755);

	program[offset] = kept;
	if (made < 0)
		return -errno;
	return guest_execute(argv[0], argv, (const char *const *)guest_envp);
}

int guest_main(void)
{
	Elf64_Ehdr header;
	long n = guest_read_file("/bin/true", program, sizeof(program));

	if (!EXPECT(n, >, (long)sizeof(header)))
		return 0;
	size = (size_t)n;
	memcpy(&header, program, sizeof(header));
	/* Control: as it is. */
	EXPECT(run_changed(EI_MAG1, 'E'), ==, 0);
	EXPECT_ROW("a bad magic number", run_changed(EI_MAG1, 'F'), ==, ENOEXEC << 8);
	EXPECT_ROW("machine: IBM z", run_changed(offsetof(Elf64_Ehdr, e_machine), EM_S390), ==,
		   ENOEXEC << 8);
	EXPECT_ROW("type: relocatable", run_changed(offsetof(Elf64_Ehdr, e_type), ET_REL), ==,
		   ENOEXEC << 8);
	EXPECT_ROW("type: core dump", run_changed(offsetof(Elf64_Ehdr, e_type), ET_CORE), ==,
		   ENOEXEC << 8);
	return 0;
}

#else

CASE(elf_foreign, .rule = "EXEC-8",
     .summary = "an ELF file of another machine or type is ENOEXEC", .shared = true);

#endif
