/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Loaders and garbage collectors place mappings at addresses they chose; with
 * MAP_FIXED_NOREPLACE they ask not to lose what is there.
 */
#include "case.h"

#ifdef GUEST

#include <sys/mman.h>

enum { ANONYMOUS = MAP_PRIVATE | MAP_ANONYMOUS };

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	char *area = MUST(mmap, NULL, 5 * page, PROT_READ | PROT_WRITE, ANONYMOUS, -1, 0);

	for (int i = 0; i < 5; i++)
		area[(size_t)i * page] = (char)('a' + i);

	char *middle = area + 2 * page;

	EXPECT((void *)mmap(middle, page, PROT_READ | PROT_WRITE, ANONYMOUS | MAP_FIXED, -1, 0),
	       ==, (void *)middle);
	MUTATE(, mmap(middle, 2 * page, PROT_READ | PROT_WRITE, ANONYMOUS | MAP_FIXED, -1, 0));
	EXPECT_ROW("the replaced page is empty", area[2 * page], ==, 0);
	EXPECT_ROW("the page before is untouched", area[page], ==, 'b');
	EXPECT_ROW("the page after is untouched", area[3 * page], ==, 'd');
	EXPECT_ERROR(mmap(middle + 1, page, PROT_READ, ANONYMOUS | MAP_FIXED, -1, 0), EINVAL);

	middle[0] = 'M';
	EXPECT_ERROR(mmap(middle, page, PROT_READ, ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0),
		     EEXIST);
	EXPECT_ERROR(
		mmap(area - page, 2 * page, PROT_READ, ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0),
		EEXIST);
	EXPECT_ROW("what was there is there", middle[0], ==, 'M');

	/* Where nothing is, the place is granted; a mere hint may be, too. */
	MUST(munmap, middle, page);
	EXPECT((void *)mmap(middle, page, PROT_READ, ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0),
	       ==, (void *)middle);
	EXPECT((void *)mmap(area, page, PROT_READ, ANONYMOUS, -1, 0), !=, (void *)area);
	EXPECT_ROW("a hint replaces nothing", area[0], ==, 'a');
	EXPECT_ERROR(mmap(NULL, 0, PROT_READ, ANONYMOUS, -1, 0), EINVAL);
	EXPECT_ERROR(mmap(NULL, page, PROT_READ, MAP_ANONYMOUS, -1, 0), EINVAL);
	EXPECT_ERROR(mmap(NULL, page, PROT_READ, MAP_PRIVATE, 99, 0), EBADF);
	return 0;
}

#else

CASE(map_fixed, .rule = "MEM-2", .shared = true,
     .summary = "MAP_FIXED replaces just its pages, MAP_FIXED_NOREPLACE none",
     .issues = { "https://github.com/docker/roadmap/issues/384",
		 "https://github.com/FEX-Emu/FEX/issues/3496" });

#endif
