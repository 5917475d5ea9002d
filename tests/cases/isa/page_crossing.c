/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Loads and stores need no alignment, across pages too. Where the second page
 * is missing, the fault names its first byte and the first page stays as it
 * was: write barriers and copy-on-write schemes rely on both.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { PAGE = 4096 };

static char *pages;
static char *at;

#define ACCESS(name, instruction)                                                              \
	static void name(void)                                                                 \
	{                                                                                      \
		__asm__ volatile(instruction "\n\t" : : "r"(at) : "memory", "rax", "xmm0");    \
	}
ACCESS(load_word, "movw (%0), %%ax")
ACCESS(load_long, "movl (%0), %%eax")
ACCESS(load_quad, "movq (%0), %%rax")
ACCESS(load_xmm, "movdqu (%0), %%xmm0")
ACCESS(store_word, "movl $-1, %%eax; movw %%ax, (%0)")
ACCESS(store_long, "movl $-1, %%eax; movl %%eax, (%0)")
ACCESS(store_quad,
       "movq $-1, %%rax; " MUTATE("movq %%rax, (%0)", "movl %%eax, (%0); movl %%eax, 4(%0)"))
ACCESS(store_xmm, "pcmpeqd %%xmm0, %%xmm0; movdqu %%xmm0, (%0)")
ACCESS(add_quad, "addq $1, (%0)")

static const struct {
	const char *fault, *address, *whole, *works;
	void (*run)(void);
	int size;
} accesses[] = {
#define ROW(name, size)                                                                        \
	{                                                                                      \
#name " across a page end faults",                                             \
			#name " faults at the second page's first byte",                       \
			#name " that faults leaves the first page alone",                      \
			#name " across a mapped page end works", name, size                    \
	}
	ROW(load_word, 2),  ROW(load_long, 4),	ROW(load_quad, 8),
	ROW(load_xmm, 16),  ROW(store_word, 2), ROW(store_long, 4),
	ROW(store_quad, 8), ROW(store_xmm, 16), ROW(add_quad, 8),
};

static void unaligned(void)
{
	char *p = pages + PAGE - 3;
	uint64_t value = 0x0102030405060708;
	uint64_t read;

	__asm__ volatile("movq %1, (%2)\n\tmovq (%2), %0"
			 : "=&r"(read)
			 : "r"(value), "r"(p)
			 : "memory");
	EXPECT(read, ==, value);
	EXPECT(pages[PAGE - 1], ==, 6);
	EXPECT(pages[PAGE], ==, 5);
	EXPECT(pages[PAGE + 4], ==, 1);
}

int guest_main(void)
{
	pages = MUST(mmap, NULL, (size_t)2 * PAGE, PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	unaligned();
	for (size_t i = 0; i < sizeof(accesses) / sizeof(*accesses); i++) {
		at = pages + PAGE - accesses[i].size / 2;
		EXPECT_ROW(accesses[i].works, fault_of(accesses[i].run).signal, ==, 0);
	}
	MUST(mprotect, pages + PAGE, PAGE, PROT_NONE);
	for (size_t i = 0; i < sizeof(accesses) / sizeof(*accesses); i++) {
		at = pages + PAGE - accesses[i].size / 2;
		memset(pages + PAGE - 16, 0x55, 16);

		struct guest_fault f = fault_of(accesses[i].run);

		if (!EXPECT_ROW(accesses[i].fault, f.signal, ==, SIGSEGV))
			continue;
		EXPECT_ROW(accesses[i].address, f.address - (uint64_t)(pages + PAGE), ==, 0UL);
		EXPECT(f.code, ==, SEGV_ACCERR);

		bool whole = true;

		for (int b = 0; b < 16; b++)
			whole &= pages[PAGE - 16 + b] == 0x55;
		EXPECT_ROW(accesses[i].whole, whole, ==, true);
	}
	return 0;
}

#else

CASE(page_crossing, .rule = "ISA-9",
     .summary = "an access across a page end works, or faults at the missing page and writes "
		"nothing",
     .x86_64_only = true, .shared = true);

#endif
