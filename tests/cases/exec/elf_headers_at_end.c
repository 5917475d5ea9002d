/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * patchelf moves the program headers behind everything else, into a segment
 * of their own: the program and its dynamic linker find them by AT_PHDR, not
 * at their usual place.
 */
#include "case.h"

#ifdef GUEST

#include "elf_file.h"

enum { HEADERS = 24, BYTES = 4 << 20 };

static unsigned char program[BYTES];
static const char path[] = "/tmp/patched";

static size_t round_up(size_t value, size_t unit)
{
	return (value + unit - 1) / unit * unit;
}

int guest_main(void)
{
	static Elf64_Phdr headers[HEADERS];
	/* Large enough for any machine's pages. */
	const size_t unit = 65536;
	size_t end = 0;

	if (guest_role("patched")) {
		const Elf64_Phdr *first = (const Elf64_Phdr *)guest_aux(AT_PHDR);
		const size_t count = guest_aux(AT_PHNUM);

		/* Its own segment is the last, and has nothing but them. */
		EXPECT(first[count - 1].p_filesz, ==, count * sizeof(*first));
		return 44;
	}

	const long size = guest_read_file(GUEST_SELF, (char *)program, sizeof(program));

	if (!EXPECT(size, >, (long)sizeof(Elf64_Ehdr)) || !EXPECT(size, <, (long)BYTES - 1))
		return 0;

	Elf64_Ehdr *header = (Elf64_Ehdr *)program;
	const unsigned count = header->e_phnum;

	if (!EXPECT(count, <, HEADERS))
		return 0;
	memcpy(headers, program + header->e_phoff, count * sizeof(*headers));
	for (unsigned i = 0; i < count; i++)
		if (headers[i].p_type == PT_LOAD &&
		    headers[i].p_vaddr + headers[i].p_memsz > end)
			end = headers[i].p_vaddr + headers[i].p_memsz;

	const size_t bytes = (count + 1) * sizeof(*headers);
	const uint64_t address = round_up(end, unit);
#ifdef __aarch64__
	/* Where glibc's start of a static PIE looks for them there, whatever
	 * AT_PHDR says. */
	const size_t offset = address;
#else
	const size_t offset = round_up((size_t)size, unit);
#endif

	for (unsigned i = 0; i < count; i++)
		if (headers[i].p_type == PT_PHDR) {
			headers[i].p_offset = offset;
			headers[i].p_vaddr = headers[i].p_paddr = address;
			headers[i].p_filesz = headers[i].p_memsz = bytes;
		}
	headers[count] = (Elf64_Phdr){ .p_type = MUTATE(PT_LOAD, PT_NOTE),
				       .p_flags = PF_R,
				       .p_offset = offset,
				       .p_vaddr = address,
				       .p_paddr = address,
				       .p_filesz = bytes,
				       .p_memsz = bytes,
				       .p_align = unit };
	memset(program + header->e_phoff, 0, count * sizeof(*headers));
	header->e_phoff = offset;
	header->e_phnum = count + 1;

	int fd = MUST(open, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0755);

	MUST(pwrite, fd, program, (size_t)size, 0);
	MUST(pwrite, fd, headers, bytes, (off_t)offset);
	close(fd);
	EXPECT(guest_run(path, "patched", NULL), ==, 44 << 8);
	return 0;
}

#else

CASE(elf_headers_at_end, .rule = "EXEC-15",
     .summary = "a program whose program headers lie behind everything else runs",
     .issues = { "https://github.com/orbstack/orbstack/issues/382" },
     .needs = NEEDS_EXECVE_5_18, .shared = true);

#endif
