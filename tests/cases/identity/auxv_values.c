/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the auxiliary vector says of an x86_64 process: loaders, runtimes and
 * allocators believe it without another look. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <elf.h>
#include <string.h>
#ifdef __x86_64__
#include <cpuid.h>

/* x86-64 psABI 3.1.1: what x86-64-v1 has of that leaf, beside SYSCALL. */
enum { BASELINE = bit_CMPXCHG8B | bit_CMOV | bit_FXSAVE | bit_MMX | bit_SSE | bit_SSE2 | 1 };
#endif

int guest_main(void)
{
	if (guest_role("random")) {
		/* Sixteen bytes, others for each program. */
		EXPECT(guest_write_all(1, (const void *)guest_aux(AT_RANDOM), 16), ==, 0);
		return 60;
	}

	MUTATE(, *(char *)guest_aux(AT_PLATFORM) = 'X');

	const char *platform = (const char *)guest_aux(AT_PLATFORM);
	const char *path = (const char *)guest_aux(AT_EXECFN);

	EXPECT_STR(platform, GUEST_MACHINE);
	EXPECT_STR(path, GUEST_SELF);
	EXPECT(guest_aux(AT_CLKTCK), ==, 100UL);
	EXPECT(guest_aux(AT_PHENT), ==, sizeof(Elf64_Phdr));
	EXPECT(guest_aux(AT_UID), ==, (unsigned long)getuid());
	EXPECT(guest_aux(AT_EUID), ==, (unsigned long)geteuid());
	EXPECT(guest_aux(AT_GID), ==, (unsigned long)getgid());
	EXPECT(guest_aux(AT_EGID), ==, (unsigned long)getegid());
	EXPECT(guest_aux(AT_SECURE), ==, 0UL);
#ifdef __x86_64__
	unsigned a, b, c, d;

	__cpuid(1, a, b, c, d);
	EXPECT(guest_aux(AT_PAGESZ), ==, 4096UL);
	/* arch/x86/include/asm/elf.h: ELF_HWCAP is what the kernel left on of CPUID
	 * leaf 1, EDX; it takes away what it was built or booted without. */
	EXPECT(guest_aux(AT_HWCAP) & ~(unsigned long)d, ==, 0UL);
	EXPECT(guest_aux(AT_HWCAP) & BASELINE, ==, (unsigned long)BASELINE);
#endif

	/* The program's own header, found by the address of its segments. */
	const Elf64_Phdr *segments = (const void *)guest_aux(AT_PHDR);
	const Elf64_Ehdr *header = (const void *)((const char *)segments - sizeof(*header));

	if (EXPECT((void *)segments, !=, NULL)) {
		EXPECT(memcmp(header->e_ident, ELFMAG, SELFMAG), ==, 0);
		EXPECT(guest_aux(AT_PHNUM), ==, (unsigned long)header->e_phnum);

		unsigned long base = header->e_type == ET_DYN ? (unsigned long)header : 0;

		EXPECT(guest_aux(AT_ENTRY), ==, base + header->e_entry);
	}
#ifdef GUEST_STATIC
	EXPECT(guest_aux(AT_BASE), ==, 0UL);
#else
	EXPECT(memcmp((const void *)guest_aux(AT_BASE), ELFMAG, SELFMAG), ==, 0);
#endif

	static const char *const argv[] = { GUEST_SELF, "random", NULL };
	char one[17];
	char two[17];

	EXPECT(guest_capture(one, sizeof(one), argv), ==, 60 << 8);
	EXPECT(guest_capture(two, sizeof(two), argv), ==, 60 << 8);
	EXPECT(memcmp(one, two, 16), !=, 0);
	return 0;
}

#else

CASE(auxv_values, .rule = "ID-6",
     .summary = "the auxiliary vector describes an x86_64 machine and this program");

#endif
