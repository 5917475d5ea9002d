/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Databases and key stores lock their memory and ask which pages of it are
 * resident; the limit on locked memory is the user's. */
#include "case.h"

#ifdef GUEST

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { PAGES = 64 };

static long locked_kib(void)
{
	static char text[8192];

	guest_read_file("/proc/self/status", text, sizeof(text));

	const char *at = strstr(text, "VmLck:");

	if (!at)
		return -1;
	for (at += 6; *at == ' ' || *at == '	'; at++)
		;
	return (long)strtoul(at, NULL, 10);
}

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	unsigned char resident[PAGES];
	char *memory = MUST(mmap, NULL, PAGES * page, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	/* A translator's own locked memory, if it has any. */
	const long before = locked_kib();
	const int locked = MUTATE(mlock(memory, PAGES * page), 0);

	EXPECT(locked, ==, 0);
	EXPECT_ROW("VmLck grows by what was locked", locked_kib() - before, ==,
		   (long)(PAGES * page / 1024));
	memset(resident, 0, sizeof(resident));
	EXPECT(mincore(memory, PAGES * page, resident), ==, 0);

	unsigned count = 0;

	for (unsigned i = 0; i < PAGES; i++)
		count += resident[i] & 1;
	EXPECT_ROW("every locked page is resident", count, ==, (unsigned)PAGES);
	EXPECT(munlock(memory, PAGES * page), ==, 0);
	EXPECT(locked_kib(), ==, before);

	MUST(munmap, memory + page, page);
	EXPECT_ERROR(mincore(memory + page, page, resident), ENOMEM);
	EXPECT_ERROR(mlock(memory + page, page), ENOMEM);

	int pid = MUST(fork);

	if (pid == 0) {
		const struct rlimit limit = { 1 << 20, 1 << 20 };
		char *large = MUST(mmap, NULL, 2 << 20, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		MUST(setrlimit, RLIMIT_MEMLOCK, &limit);
		EXPECT(mlock(large, 1 << 19), ==, 0);
		EXPECT_ERROR(mlock(large, 2 << 20), ENOMEM);
		_exit(3);
	}
	EXPECT(guest_wait(pid), ==, 3 << 8);
	return 0;
}

#else

CASE(locked_and_resident, .rule = "MEM-16",
     .summary = "mlock(2) keeps pages resident up to RLIMIT_MEMLOCK, and mincore(2) tells",
     .needs = NEEDS_LOCKED_MEMORY, .shared = true);

#endif
