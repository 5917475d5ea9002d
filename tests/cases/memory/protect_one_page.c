/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Guard pages, write barriers and JITs protect single pages of 4096 bytes,
 * even where the kernel below protects no less than 16384.
 */
#include "case.h"

#ifdef GUEST

#include "fault.h"

#include <sys/mman.h>

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	char *area = MUST(mmap, NULL, 3 * page, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *middle = area + page;
	struct guest_fault fault;

	for (int i = 0; i < 3; i++)
		area[(size_t)i * page] = (char)('a' + i);
	if (!EXPECT(mprotect(middle, page, PROT_NONE), ==, 0))
		return 1;
	MUTATE(, mprotect(area, 3 * page, PROT_NONE));
	fault = guest_fault(fault_read, middle);
	EXPECT_ROW("the page's first byte: signal", fault.signal, ==, SIGSEGV);
	EXPECT_ROW("the page's first byte: si_code", fault.code, ==, SEGV_ACCERR);
	EXPECT_ROW("the page's first byte: si_addr", fault.address, ==, (uintptr_t)middle);
	fault = guest_fault(fault_write, middle + page - 1);
	EXPECT_ROW("the page's last byte: signal", fault.signal, ==, SIGSEGV);
	EXPECT_ROW("the byte before", guest_fault(fault_write, middle - 1).signal, ==, 0);
	EXPECT_ROW("the byte after", guest_fault(fault_write, middle + page).signal, ==, 0);

	EXPECT(mprotect(middle, page, PROT_READ), ==, 0);
	EXPECT_ROW("read-only: a read", guest_fault(fault_read, middle).signal, ==, 0);
	EXPECT_ROW("read-only: a write", guest_fault(fault_write, middle).signal, ==, SIGSEGV);
	EXPECT(mprotect(middle, page, PROT_READ | PROT_WRITE), ==, 0);
	EXPECT_ROW("its content is kept", *middle, ==, 'b');
	EXPECT_ROW("and can be written again", guest_fault(fault_write, middle).signal, ==, 0);

	EXPECT_ERROR(mprotect(middle + 1, page, PROT_READ), EINVAL);
	MUST(munmap, middle, page);
	EXPECT_ERROR(mprotect(area, 3 * page, PROT_READ), ENOMEM);
	return 0;
}

#else

CASE(protect_one_page, .rule = "MEM-3", .shared = true,
     .summary = "mprotect(2) forbids one page of 4096 bytes and no byte beside it",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/3496" });

#endif
