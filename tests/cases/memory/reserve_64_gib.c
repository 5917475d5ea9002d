/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The JVM, Go, V8 and wasm engines reserve address space by the gigabyte and
 * make pieces of it usable as they need them.
 */
#include "case.h"

#ifdef GUEST

#include "fault.h"

#include <sys/mman.h>

enum { PIECES = 8, RESERVE = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE };

static const size_t gib = 1UL << 30;

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	char *area = mmap(NULL, 64 * gib, MUTATE(PROT_NONE, PROT_READ), RESERVE, -1, 0);

	if (!EXPECT((void *)area, !=, MAP_FAILED))
		return 1;
	for (size_t i = 0; i < PIECES; i++) {
		char *piece = area + i * 8 * gib + 5 * page;

		if (!EXPECT_ROW("a piece is made usable",
				mprotect(piece, page, PROT_READ | PROT_WRITE), ==, 0))
			return 1;
		EXPECT_ROW("it is empty", piece[0], ==, 0);
		piece[page - 1] = (char)i;
		EXPECT_ROW("it holds what is written", piece[page - 1], ==, (char)i);
	}
	EXPECT_ROW("the rest is forbidden", guest_fault(fault_read, area + 32 * gib).signal, ==,
		   SIGSEGV);

	/* 4 GiB, aligned to as much, as a wasm memory with its guards. */
	char *aligned = (char *)(((uintptr_t)area + 4 * gib) & ~(4 * gib - 1));

	EXPECT(munmap(area, (size_t)(aligned - area)), ==, 0);
	EXPECT_ROW("a trimmed piece stays forbidden", guest_fault(fault_read, aligned).code, ==,
		   SEGV_ACCERR);
	EXPECT(munmap(aligned, 64 * gib - (size_t)(aligned - area)), ==, 0);
	return 0;
}

#else

CASE(reserve_64_gib, .rule = "MEM-12", .needs = NEEDS_ADDRESS_SPACE, .shared = true,
     .summary = "64 GiB of addresses can be reserved and used piecewise");

#endif
