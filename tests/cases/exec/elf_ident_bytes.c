/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Linux looks at no more of e_ident than its first four bytes: AppImages have a
 * mark of their own in bytes 8 to 10, and linkers write an ABI and its version.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#define COPY "/tmp/elf_ident_bytes"

/* Runs a copy of this program with these bytes at this offset. */
static int run_with(long offset, const char *bytes, size_t size)
{
	static const char *const argv[] = { COPY, "inside", NULL };

	unlink(COPY);
	MUST(guest_copy, GUEST_SELF, COPY, 0755);

	const int fd = MUST(open, COPY, O_WRONLY);

	MUST_SYS(pwrite64, fd, bytes, size, offset);
	close(fd);

	const int status = guest_execute(COPY, argv, (const char *const *)guest_envp);

	unlink(COPY);
	return status;
}

int guest_main(void)
{
	static const struct {
		const char *what;
		long offset;
		const char *bytes;
		size_t size;
	} rows[] = {
		{ "as it is", 1, "ELF", 3 },
		{ "AppImage type 2: 'A', 'I', 2 at 8", 8, "AI\2", 3 },
		{ "AppImage type 1: 'A', 'I', 1 at 8", 8, "AI\1", 3 },
		{ "an ABI version at 8", 8, "\1", 1 },
		{ "the padding full", 9, "\377\377\377\377\377\377\377", 7 },
		{ "the ABI of GNU", 7, "\3", 1 },
		{ "the ABI of FreeBSD", 7, "\11", 1 },
		{ "an ABI that nobody has", 7, "\377", 1 },
		{ "an ELF version of 0", 6, "\0", 1 },
		{ "a byte order that is wrong", 5, "\2", 1 },
		{ "a class that is wrong", 4, "\1", 1 },
		{ "e_version of 0", 20, "\0\0\0\0", 4 },
		{ "e_flags set", 48, "\1\2\3\4", 4 },
		{ "no section headers", 40, "\0\0\0\0\0\0\0\0", 8 },
		{ "more sections than there are", 60, "\377\177", 2 },
	};

	if (guest_role("inside"))
		return 42;
	for (size_t i = 0; i < COUNT(rows); i++)
		EXPECT_ROW(rows[i].what, run_with(rows[i].offset, rows[i].bytes, rows[i].size),
			   ==, MUTATE(42 << 8, 43 << 8));
	/* Control: the magic number itself is looked at. */
	EXPECT_ROW("another magic number", run_with(1, "ELG", 3), ==, ENOEXEC << 8);
	return 0;
}

#else

CASE(elf_ident_bytes, .rule = "EXEC-40",
     .summary = "a program starts whatever the bytes of its header that Linux ignores",
     .issues = { "https://github.com/orbstack/orbstack/issues/821",
		 "https://github.com/AppImage/AppImageKit/issues/965" });

#endif
