/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * realloc of large blocks is mremap: it grows in place or moves the pages,
 * and what was at the old place is gone.
 */
#include "case.h"

#ifdef GUEST

#include "fault.h"

#include <sys/mman.h>

enum { ANONYMOUS = MAP_PRIVATE | MAP_ANONYMOUS, BOTH = PROT_READ | PROT_WRITE };

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	/* The third page stays empty, the fourth is in the way. */
	char *area = MUST(mmap, NULL, 4 * page, BOTH, ANONYMOUS, -1, 0);

	area[0] = 'a';
	area[page] = 'b';
	area[3 * page] = 'd';
	MUST(munmap, area + 2 * page, page);

	EXPECT((void *)mremap(area, 2 * page, 3 * page, 0), ==, (void *)area);
	EXPECT_ROW("grown in place: content", area[page], ==, 'b');
	EXPECT_ROW("grown in place: the new page is empty", area[2 * page], ==, 0);
	area[2 * page] = 'c';
	EXPECT_ERROR(mremap(area, 3 * page, 4 * page, 0), ENOMEM);
	EXPECT_ROW("what was in the way", area[3 * page], ==, 'd');

	char *moved = MUTATE(mremap(area, 3 * page, 64 * page, MREMAP_MAYMOVE),
			     mmap(NULL, 64 * page, BOTH, ANONYMOUS, -1, 0));

	if (EXPECT((void *)moved, !=, MAP_FAILED)) {
		EXPECT((void *)moved, !=, (void *)area);
		EXPECT_ROW("moved: first page", moved[0], ==, 'a');
		EXPECT_ROW("moved: third page", moved[2 * page], ==, 'c');
		EXPECT_ROW("moved: the last page is empty", moved[63 * page], ==, 0);
		EXPECT_ROW("the old place is gone", guest_fault(fault_read, area).signal, ==,
			   SIGSEGV);

		EXPECT((void *)mremap(moved, 64 * page, page, 0), ==, (void *)moved);
		EXPECT_ROW("shrunk: what is kept", moved[0], ==, 'a');
		EXPECT_ROW("shrunk: what is cut off",
			   guest_fault(fault_read, moved + page).signal, ==, SIGSEGV);

		char *target = MUST(mmap, NULL, page, BOTH, ANONYMOUS, -1, 0);

		EXPECT((void *)mremap(moved, page, page, MREMAP_MAYMOVE | MREMAP_FIXED, target),
		       ==, (void *)target);
		EXPECT_ROW("moved to a fixed place", target[0], ==, 'a');
	}
	EXPECT_ERROR(mremap(area + 1, page, page, MREMAP_MAYMOVE), EINVAL);
	EXPECT_ERROR(mremap((void *)page, page, 2 * page, MREMAP_MAYMOVE), EFAULT);
	return 0;
}

#else

CASE(remap_grow_move, .rule = "MEM-5", .shared = true,
     .summary = "mremap(2) grows, moves and shrinks a mapping with its content");

#endif
