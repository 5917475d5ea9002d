/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Garbage collectors move pages away under running threads: with
 * MREMAP_DONTUNMAP the old place stays mapped, and empty. */
#include "case.h"

#ifdef GUEST

#include <sys/mman.h>

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	char *old = MUST(mmap, NULL, 3 * page, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *shared = MUST(mmap, NULL, page, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	old[0] = 1;
	old[page] = 2;
	old[2 * page] = 3;

	/* Older libcs pass a new address on that nobody gave. */
	const long at = SYS(mremap, old + page, page, page,
			    MREMAP_MAYMOVE | MUTATE(MREMAP_DONTUNMAP, 0), 0);
	char *moved = (char *)at;

	REFUSE_IF(at == -EINVAL, "MREMAP_DONTUNMAP: EINVAL");
	if (!EXPECT_ROW("MREMAP_DONTUNMAP moves the page", at < 0 && at >= -4095, ==, false))
		return 0;
	EXPECT(moved[0], ==, 2);
	/* mincore(2) fails where nothing is mapped. */
	unsigned char resident;

	if (EXPECT_ROW("the old place stays mapped", SYS(mincore, old + page, page, &resident),
		       ==, 0))
		EXPECT_ROW("the old place is empty", *(volatile char *)(old + page), ==, 0);
	EXPECT(old[0], ==, 1);
	EXPECT(old[2 * page], ==, 3);

	/* An old size of 0 maps shared memory a second time. */
	char *twice = mremap(shared, 0, page, MREMAP_MAYMOVE);

	if (EXPECT_ROW("an old size of 0 maps again", twice != MAP_FAILED, ==, true)) {
		twice[5] = 9;
		EXPECT(*(volatile char *)(shared + 5), ==, 9);
	}
	EXPECT(SYS(mremap, old, page, 2 * page, MREMAP_DONTUNMAP, 0), ==, -EINVAL);
	return 0;
}

#else

CASE(remap_keep_old, .rule = "MEM-5", .shared = true,
     .summary = "MREMAP_DONTUNMAP moves pages and leaves the old place mapped and empty");

#endif
