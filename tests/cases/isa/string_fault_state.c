/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * REP MOVSB that meets an unmapped page stops there: what was copied stays,
 * and the handler finds the registers at the byte that faults. memcpy is
 * made of it, and garbage collectors resume it after mapping the page.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { PAGE = 4096, BEFORE = 100, COUNT = 300 };

static char *pages;
static char source[COUNT];

static void __attribute__((noinline)) copy(void)
{
	char *to = pages + PAGE - BEFORE;
	const char *from = source;
	uint64_t count = COUNT;

	__asm__ volatile(
		MUTATE("rep movsb", "shr $3, %%rcx\n\trep movsq\n\tmov $4, %%ecx\n\trep movsb")
		: "+c"(count), "+S"(from), "+D"(to)
		:
		: "memory");
}

static void resume(int signal, siginfo_t *info, void *context)
{
	const greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;

	EXPECT(signal, ==, SIGSEGV);
	EXPECT(info->si_addr, ==, (void *)(pages + PAGE));
	if (!EXPECT((uint64_t)r[REG_RCX], ==, (uint64_t)(COUNT - BEFORE)) ||
	    SYS(mprotect, pages + PAGE, PAGE, PROT_READ | PROT_WRITE) != 0)
		SYS(exit_group, 1);
}

int guest_main(void)
{
	pages = MUST(mmap, NULL, (size_t)2 * PAGE, PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	for (int i = 0; i < COUNT; i++)
		source[i] = (char)(i | 1);

	/* Control: the copy as a whole works. */
	EXPECT(fault_of(copy).signal, ==, 0);
	EXPECT(memcmp(pages + PAGE - BEFORE, source, COUNT), ==, 0);
	memset(pages, 0, (size_t)2 * PAGE);
	MUST(mprotect, pages + PAGE, PAGE, PROT_NONE);

	struct guest_fault f = fault_of(copy);

	if (!EXPECT(f.signal, ==, SIGSEGV))
		return 0;
	EXPECT(f.address, ==, (uint64_t)(pages + PAGE));
	EXPECT((uint64_t)f.registers[REG_RCX], ==, (uint64_t)(COUNT - BEFORE));
	EXPECT((uint64_t)f.registers[REG_RSI], ==, (uint64_t)(source + BEFORE));
	EXPECT((uint64_t)f.registers[REG_RDI], ==, (uint64_t)(pages + PAGE));
	EXPECT(memcmp(pages + PAGE - BEFORE, source, BEFORE), ==, 0);

	struct sigaction action = { .sa_sigaction = resume, .sa_flags = SA_SIGINFO };

	MUST(sigaction, SIGSEGV, &action, NULL);
	copy();
	EXPECT(memcmp(pages + PAGE - BEFORE, source, COUNT), ==, 0);
	return 0;
}

#else

CASE(string_fault_state, .rule = "ISA-9",
     .summary = "REP MOVSB stops at an unmapped page with exact registers and resumes",
     .x86_64_only = true, .shared = true, .seconds = 10);

#endif
