/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The vDSO is an ELF image that the auxiliary vector names, and its clock is
 * the kernel's. Go, Java and Rust look its functions up by themselves, through
 * the hash tables of either kind.
 */
#include "case.h"

#ifdef GUEST

#include <elf.h>
#include <string.h>
#include <time.h>

#ifdef __x86_64__
#define CLOCK_NAME "__vdso_clock_gettime"
#else
#define CLOCK_NAME "__kernel_clock_gettime"
#endif

struct image {
	const Elf64_Sym *symbols;
	const char *strings;
	const Elf64_Word *hash, *gnu_hash;
	uint64_t bias;
};

/* The number of symbols, from whichever hash table there is. */
static size_t symbol_count(const struct image *v)
{
	if (v->hash)
		return v->hash[1];
	if (!v->gnu_hash)
		return 0;

	const Elf64_Word *h = v->gnu_hash;
	const Elf64_Word *buckets = h + 4 + (size_t)2 * h[2];
	const Elf64_Word *chains = buckets + h[0];
	Elf64_Word last = 0;

	for (Elf64_Word i = 0; i < h[0]; i++)
		last = buckets[i] > last ? buckets[i] : last;
	while (last && !(chains[last - h[1]] & 1))
		last++;
	return last + 1;
}

static bool open_image(const Elf64_Ehdr *ehdr, struct image *v)
{
	const Elf64_Phdr *p = (const void *)((const char *)ehdr + ehdr->e_phoff);
	const Elf64_Dyn *dynamic = NULL;

	memset(v, 0, sizeof(*v));
	for (int i = 0; i < ehdr->e_phnum; i++) {
		if (p[i].p_type == PT_LOAD && !v->bias)
			v->bias = (uint64_t)ehdr + p[i].p_offset - p[i].p_vaddr;
		if (p[i].p_type == PT_DYNAMIC)
			dynamic = (const void *)((const char *)ehdr + p[i].p_offset);
	}
	for (; dynamic && dynamic->d_tag != DT_NULL; dynamic++) {
		const void *at = (const void *)(dynamic->d_un.d_ptr + v->bias);

		if (dynamic->d_tag == DT_SYMTAB)
			v->symbols = at;
		if (dynamic->d_tag == DT_STRTAB)
			v->strings = at;
		if (dynamic->d_tag == DT_HASH)
			v->hash = at;
		if (dynamic->d_tag == DT_GNU_HASH)
			v->gnu_hash = at;
	}
	return v->symbols && v->strings;
}

static const void *find(const struct image *v, const char *name)
{
	size_t count = symbol_count(v);

	for (size_t i = 0; i < count; i++)
		if (v->symbols[i].st_shndx != SHN_UNDEF &&
		    strcmp(v->strings + v->symbols[i].st_name, name) == 0)
			return (const void *)(v->symbols[i].st_value + v->bias);
	return NULL;
}

static int64_t nanoseconds(const struct timespec *t)
{
	return t->tv_sec * 1000000000L + t->tv_nsec;
}

int guest_main(void)
{
	const Elf64_Ehdr *ehdr = (const void *)guest_aux(AT_SYSINFO_EHDR);
	struct image image;
	struct timespec before;
	struct timespec between;
	struct timespec after;

	REFUSE_IF(!ehdr, "there is no vDSO, which vdso(7) leaves open");
	if (!EXPECT(memcmp(ehdr->e_ident, ELFMAG, SELFMAG), ==, 0) ||
	    !EXPECT(ehdr->e_type, ==, ET_DYN) || !EXPECT(open_image(ehdr, &image), ==, true))
		return 0;
#ifdef __x86_64__
	EXPECT(ehdr->e_machine, ==, EM_X86_64);
#endif
	NOTE("hash tables", "%s%s", image.hash ? "DT_HASH " : "",
	     image.gnu_hash ? "DT_GNU_HASH" : "");

	const void *function = find(&image, CLOCK_NAME);

	EXPECT(find(&image, "no_such_name"), ==, NULL);
	if (!EXPECT(function, !=, NULL))
		return 0;

	int (*clock)(clockid_t, struct timespec *) =
		(int (*)(clockid_t, struct timespec *))function;
	static const clockid_t clocks[] = { CLOCK_MONOTONIC, CLOCK_REALTIME, CLOCK_BOOTTIME };

	for (size_t i = 0; i < sizeof(clocks) / sizeof(*clocks); i++) {
		SYS(clock_gettime, clocks[i], &before);
		EXPECT(clock(clocks[i], &between), ==, 0);
		MUTATE(, between.tv_sec++);
		SYS(clock_gettime, clocks[i], &after);
		EXPECT(nanoseconds(&between), >=, nanoseconds(&before));
		EXPECT(nanoseconds(&between), <=, nanoseconds(&after));
	}
	/* Control: an unknown clock is refused. */
	EXPECT(clock(99, &between), ==, -EINVAL);
	return 0;
}

#else

CASE(vdso_clock, .rule = "TIME-2",
     .summary = "the vDSO is a valid ELF image whose clock_gettime agrees with the system call",
     .needs = NEEDS_VDSO,
     .issues = { "https://github.com/lima-vm/lima/issues/2891",
		 "https://github.com/utmapp/UTM/issues/6771" });

#endif
