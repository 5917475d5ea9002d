/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Virtual machines (JVM, .NET, wasm) turn null and guard-page accesses into
 * exceptions of their language by what SIGSEGV says of the access; garbage
 * collectors implement write barriers that way.
 */
#include "case.h"

#ifdef GUEST

#include "fault.h"

#include <string.h>
#include <sys/mman.h>

static void jump(void *at)
{
	void (*function)(void);

	memcpy(&function, &at, sizeof(function));
	function();
}

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	char *none = MUST(mmap, NULL, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *readable = MUST(mmap, NULL, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *gone = MUST(mmap, NULL, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	MUST(munmap, gone, page);
	MUTATE(, MUST(munmap, none, page));

	const struct {
		const char *signal, *code, *address;
		void (*run)(void *);
		void *at;
		int wanted;
	} rows[] = {
#define ROW(what) what ": signal", what ": si_code", what ": si_addr"
		{ ROW("read of address 0"), fault_read, NULL, SEGV_MAPERR },
		{ ROW("write to address 16"), fault_write, (void *)16, SEGV_MAPERR },
		{ ROW("call of address 0"), jump, NULL, SEGV_MAPERR },
		{ ROW("read of an unmapped page"), fault_read, gone + 1, SEGV_MAPERR },
		{ ROW("read of a PROT_NONE page"), fault_read, none + 123, SEGV_ACCERR },
		{ ROW("write to a PROT_NONE page"), fault_write, none + page - 1, SEGV_ACCERR },
		{ ROW("write to a PROT_READ page"), fault_write, readable + 7, SEGV_ACCERR },
		{ ROW("call of a page without PROT_EXEC"), jump, readable, SEGV_ACCERR },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct guest_fault fault = guest_fault(rows[i].run, rows[i].at);

		EXPECT_ROW(rows[i].signal, fault.signal, ==, SIGSEGV);
		EXPECT_ROW(rows[i].code, fault.code, ==, rows[i].wanted);
		EXPECT_ROW(rows[i].address, fault.address, ==, (uintptr_t)rows[i].at);
	}
	/* Control: what is allowed does not fault. */
	EXPECT_ROW("read of a PROT_READ page", guest_fault(fault_read, readable).signal, ==, 0);
	return 0;
}

#else

CASE(fault_siginfo, .rule = "SIG-1", .shared = true,
     .summary = "SIGSEGV tells the address and whether it was unmapped or forbidden",
     .issues = { "https://github.com/docker/for-mac/issues/5123" }, .seconds = 30);

#endif
