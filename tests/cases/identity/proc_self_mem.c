/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Debuggers, Julia and Go's tools read and write memory by /proc/self/mem, at
 * the addresses that the program knows; read-only memory gives way. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <sys/mman.h>

static char variable[] = "a variable";

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	char seen[16] = "";
	char *fixed = MUST(mmap, NULL, page, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = MUST(open, "/proc/self/mem", O_RDWR | O_CLOEXEC);

	EXPECT(pread(fd, seen, sizeof(variable), (off_t)(uintptr_t)variable), ==,
	       (long)sizeof(variable));
	EXPECT_STR(seen, "a variable");
	/* A local one, on the stack, and one at a page that may only be read. */
	volatile int local = 5;
	const int six = MUTATE(6, 5);

	EXPECT(pwrite(fd, &six, sizeof(six), (off_t)(uintptr_t)&local), ==, (long)sizeof(six));
	EXPECT(local, ==, 6);
	MUST(mprotect, fixed, page, PROT_READ);
	EXPECT(pwrite(fd, "R", 1, (off_t)(uintptr_t)fixed), ==, 1L);
	EXPECT(*(volatile char *)fixed, ==, 'R');
	MUST(munmap, fixed, page);
	EXPECT_ERROR(pread(fd, seen, 1, (off_t)(uintptr_t)fixed), EIO);
	return 0;
}

#else

CASE(proc_self_mem, .rule = "ID-11",
     .summary = "/proc/self/mem reads and writes the program's memory at its own addresses",
     .needs = NEEDS_FORCED_WRITES, .shared = true);

#endif
