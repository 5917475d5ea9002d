/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Other code at an address where code has run: unmapped and mapped again,
 * mapped over, moved there. dlclose and dlopen do so, and collectors that move
 * code.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

#include <unistd.h>

static const char pages[2 * JIT_PAGE];

int guest_main(void)
{
	enum { ROUNDS = 10, ALL = PROT_READ | PROT_WRITE | PROT_EXEC };
	char *code = jit_map(JIT_PAGE, ALL);
	uint32_t value = 1;

	for (int i = 0; i < ROUNDS; i++) {
		jit_write(code, MUTATE(value, 1));
		EXPECT(jit_call(code), ==, value++);
		MUST(munmap, code, JIT_PAGE);

		char *again = mmap(code, JIT_PAGE, ALL,
				   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

		if (!EXPECT((void *)again, ==, (void *)code))
			return 0;
	}

	/* A file's code over it, twice at different offsets. */
	int fd = MUST(memfd_create, "code", 0);
	uint8_t function[JIT_FUNCTION];

	MUST(write, fd, pages, sizeof(pages));
	jit_write(function, 100);
	MUST(pwrite64, fd, function, sizeof(function), 0);
	jit_write(function, 101);
	MUST(pwrite64, fd, function, sizeof(function), JIT_PAGE);
	for (uint32_t i = 0; i < 4; i++) {
		MUST(mmap, code, JIT_PAGE, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_FIXED, fd,
		     (off_t)JIT_PAGE * (i & 1));
		EXPECT(jit_call(code), ==, 100 + (i & 1));
	}

	/* Another page moved to this address. */
	for (uint32_t i = 0; i < 4; i++) {
		char *from = jit_map(JIT_PAGE, ALL);

		jit_write(from, 200 + i);
		EXPECT(jit_call(from), ==, 200 + i);
		MUST(mremap, from, JIT_PAGE, JIT_PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, code);
		EXPECT(jit_call(code), ==, 200 + i);
	}
	return 0;
}

#else

CASE(jit_remap_same_address, .rule = "JIT-5", .needs = NEEDS_WRITABLE_CODE,
     .summary = "other code mapped where code has run is what runs",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/705" }, .x86_64_only = true,
     .shared = true);

#endif
