/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A file that was cut short under a mapping answers by SIGBUS: databases and
 * compilers that map their inputs handle it. The page that the file's end
 * lies in is filled with zeros, the next one of 4096 bytes is not there.
 */
#include "case.h"

#ifdef GUEST

#include "fault.h"

#include <sys/mman.h>

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	int fd = MUST(memfd_create, "short", 0);

	MUST(ftruncate, fd, 100);

	char *map = MUST(mmap, NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	/* Where the kernel's tmpfs is told to use huge pages, it may keep what lies behind
	 * the end of a file in one. Without huge pages this is EINVAL. */
	madvise(map, 2 * page, MADV_NOHUGEPAGE);
	map[0] = 0;
	MUST(pwrite64, fd, "x", 1, 99);

	MUTATE(, MUST(ftruncate, fd, (off_t)(page + 100)));
	EXPECT_ROW("the file's last byte", map[99], ==, 'x');
	EXPECT_ROW("the rest of its page is zero", map[page - 1], ==, 0);

	struct guest_fault fault = guest_fault(fault_read, map + page + 3);

	EXPECT_ROW("the next page: signal", fault.signal, ==, SIGBUS);
	EXPECT_ROW("the next page: si_code", fault.code, ==, BUS_ADRERR);
	EXPECT_ROW("the next page: si_addr", fault.address, ==, (uintptr_t)map + page + 3);

	/* Control: once the file is longer, the same access is allowed. */
	MUST(ftruncate, fd, (off_t)(2 * page));
	EXPECT_ROW("the next page of a longer file",
		   guest_fault(fault_read, map + page + 3).signal, ==, 0);
	MUST(ftruncate, fd, 0);
	EXPECT_ROW("any page of an empty file", guest_fault(fault_write, map).signal, ==,
		   SIGBUS);
	return 0;
}

#else

CASE(bus_error_past_end, .rule = "MEM-13", .shared = true,
     .summary = "access beyond the last page of a mapped file raises SIGBUS");

#endif
