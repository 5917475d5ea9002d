/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Allocators trim mappings to an aligned piece by unmapping what is left and
 * right of it, or give back a page from the middle.
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
	unsigned char resident;

	for (size_t i = 0; i < 3 * page; i += page / 2)
		area[i] = (char)('a' + i / page);
	EXPECT(mincore(middle, page, &resident), ==, 0);
	if (!EXPECT(munmap(middle, page), ==, 0))
		return 1;

	MUTATE(, mmap(middle, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0));

	struct guest_fault fault = guest_fault(fault_read, middle + page / 2);

	EXPECT_ROW("the unmapped page: signal", fault.signal, ==, SIGSEGV);
	EXPECT_ROW("the unmapped page: si_code", fault.code, ==, SEGV_MAPERR);
	EXPECT_ROW("the unmapped page: si_addr", fault.address, ==,
		   (uintptr_t)(middle + page / 2));
	EXPECT_ERROR(mincore(middle, page, &resident), ENOMEM);
	EXPECT_ROW("the page before", area[page / 2], ==, 'a');
	EXPECT_ROW("the page after", area[2 * page], ==, 'c');
	/* It is free for others, and a second time there is nothing to unmap. */
	EXPECT(munmap(middle, page), ==, 0);
	EXPECT_ERROR(munmap(middle + 1, page), EINVAL);
	EXPECT((void *)mmap(middle, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), ==,
	       (void *)middle);
	EXPECT_ROW("a new page is empty", *middle, ==, 0);
	EXPECT(munmap(area, 3 * page), ==, 0);
	EXPECT_ROW("all are gone", guest_fault(fault_read, area + 2 * page).signal, ==,
		   SIGSEGV);
	return 0;
}

#else

CASE(unmap_middle_page, .rule = "MEM-4", .shared = true,
     .summary = "munmap(2) takes one page of 4096 bytes from the middle of a mapping",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/3496" });

#endif
