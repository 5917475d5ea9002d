/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A file maps at any multiple of 4096, the x86_64 page size, even where the
 * kernel below has larger pages.
 */
#include "case.h"

#ifdef GUEST

#include <sys/mman.h>
#include <unistd.h>

int guest_main(void)
{
	long page = (long)guest_aux(6); /* AT_PAGESZ: 4096 on x86_64 by definition */
	int fd = MUST(memfd_create, "two-pages", 0);

	MUST(ftruncate, fd, 2 * page);
	MUST(pwrite64, fd, "B", 1, page);
#ifdef __x86_64__
	EXPECT(page, ==, 4096);
#endif
	char *map = mmap(NULL, (size_t)page, PROT_READ, MAP_SHARED, fd, MUTATE(page, 0));

	if (EXPECT((void *)map, !=, MAP_FAILED))
		EXPECT(*map, ==, 'B');
	/* Control: half a page is refused, so the offset is really read. */
	EXPECT(SYS(mmap, 0, page, PROT_READ, MAP_SHARED, fd, page / 2), ==, -EINVAL);
	return 0;
}

#else

CASE(mmap_file_offset, .rule = "MEM-1",
     .summary = "mmap(2) takes a file offset of one 4096-byte page",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/3496" }, .shared = true);

#endif
