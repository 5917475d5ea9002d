/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Allocators (jemalloc, Go, Rust's) give pages back by MADV_DONTNEED and rely
 * on finding them empty, and on the neighbours being untouched.
 */
#include "case.h"

#ifdef GUEST

#include <sys/mman.h>
#include <unistd.h>

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	char *area = MUST(mmap, NULL, 3 * page, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *middle = area + page;

	for (size_t i = 0; i < 3 * page; i++)
		area[i] = 'x';
	/* madvise(2): EBADF where memory of no file is never read ahead, as without
	 * CONFIG_SWAP. */
	const int ahead = madvise(middle, page, MADV_WILLNEED);

	EXPECT_ROW("MADV_WILLNEED is taken", ahead == -1 && errno != EBADF ? errno : 0, ==, 0);
	EXPECT_ROW("MADV_WILLNEED changes nothing", middle[5], ==, 'x');
	EXPECT(madvise(middle, page, MADV_DONTNEED), ==, 0);
	MUTATE(, madvise(area, 3 * page, MADV_DONTNEED));
	EXPECT_ROW("the page's first byte", middle[0], ==, 0);
	EXPECT_ROW("the page's last byte", middle[page - 1], ==, 0);
	EXPECT_ROW("the byte before", middle[-1], ==, 'x');
	EXPECT_ROW("the byte after", middle[page], ==, 'x');

	/* A private file mapping shows the file again. */
	int fd = MUST(memfd_create, "content", 0);

	MUST(ftruncate, fd, (off_t)(2 * page));
	MUST(pwrite64, fd, "f", 1, (off_t)page);

	char *map = MUST(mmap, NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);

	map[0] = map[page] = 'p';
	EXPECT(madvise(map + page, page, MADV_DONTNEED), ==, 0);
	EXPECT_ROW("the file's byte", map[page], ==, 'f');
	EXPECT_ROW("the private byte of the page before", map[0], ==, 'p');

	EXPECT_ERROR(madvise(middle + 1, page, MADV_DONTNEED), EINVAL);
	EXPECT_ERROR(madvise(middle, page, 999), EINVAL);
	MUST(munmap, middle, page);
	EXPECT_ERROR(madvise(area, 3 * page, MADV_DONTNEED), ENOMEM);
	return 0;
}

#else

CASE(advise_dont_need, .rule = "MEM-7", .shared = true,
     .summary = "MADV_DONTNEED empties a page of 4096 bytes and no byte beside it",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/3496" });

#endif
