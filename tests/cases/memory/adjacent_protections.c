/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The segments of an x86_64 program follow each other at 4096 bytes with
 * protections of their own, and some of them share a file with the next.
 */
#include "case.h"

#ifdef GUEST

#include "fault.h"

#include <string.h>
#include <sys/mman.h>

static void call(void *at)
{
	void (*function)(void);

	memcpy(&function, &at, sizeof(function));
	function();
}

int guest_main(void)
{
#ifdef __x86_64__
	static const char code[] = "\xc3"; /* ret */
#else
	static const char code[] = "\xc0\x03\x5f\xd6";
#endif
	enum { PAGES = 4 };
	static const int protection[PAGES] = { PROT_READ MUTATE(, | PROT_WRITE),
					       PROT_READ | PROT_EXEC, PROT_READ | PROT_WRITE,
					       PROT_NONE };
	static const struct {
		const char *name;
		void (*access)(void *);
		int page, wanted;
	} rows[] = {
		{ "read of the read-only page", fault_read, 0, 0 },
		{ "write to the read-only page", fault_write, 0, SIGSEGV },
		{ "call of the read-only page", call, 0, SIGSEGV },
		{ "call of the code page", call, 1, 0 },
		{ "write to the code page", fault_write, 1, SIGSEGV },
		{ "read of the data page", fault_read, 2, 0 },
		{ "write to the data page", fault_write, 2, 0 },
		{ "call of the data page", call, 2, SIGSEGV },
		{ "read of the forbidden page", fault_read, 3, SIGSEGV },
	};
	const size_t page = GUEST_PAGE;
	int fd = MUST(memfd_create, "segments", 0);
	char *area =
		MUST(mmap, NULL, PAGES * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	MUST(ftruncate, fd, (off_t)(PAGES * page));
	for (size_t i = 0; i < PAGES; i++)
		MUST(pwrite64, fd, code, sizeof(code) - 1, (off_t)(i * page));
	for (size_t i = 0; i < PAGES; i++) {
		char *at = area + i * page;

		EXPECT_ROW("a segment is mapped at its place",
			   (void *)mmap(at, page, protection[i], MAP_PRIVATE | MAP_FIXED, fd,
					(off_t)(i * page)),
			   ==, (void *)at);
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		EXPECT_ROW(
			rows[i].name,
			guest_fault(rows[i].access, area + (size_t)rows[i].page * page).signal,
			==, rows[i].wanted);
	return 0;
}

#else

CASE(adjacent_protections, .rule = "MEM-3", .shared = true,
     .summary = "neighbouring pages of one file have protections of their own",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/3496" }, .seconds = 30);

#endif
