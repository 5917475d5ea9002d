/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The same memory mapped twice, writable here and executable there: .NET, the
 * Erlang virtual machine and browsers write their code this way, and a write
 * to one view must reach the other.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

#include <unistd.h>

static const char page[JIT_PAGE];

int guest_main(void)
{
	enum { ROUNDS = 50 };
	int fd = MUST(memfd_create, "code", 0);

	MUST(write, fd, page, JIT_PAGE);

	char *writable = MUST(mmap, NULL, JIT_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	char *code = MUST(mmap, NULL, JIT_PAGE, PROT_READ | PROT_EXEC, MAP_SHARED, fd, 0);

	for (uint32_t i = 1; i <= ROUNDS; i++) {
		jit_write(writable + 64, MUTATE(i, 1));
		if (!EXPECT(jit_call(code + 64), ==, i))
			break;
	}
	/* A single byte of it. */
	writable[64 + 1] = 77;
	EXPECT(jit_call(code + 64), ==, 77U);
	return 0;
}

#else

CASE(jit_dual_mapping, .rule = "JIT-2", .needs = NEEDS_WRITABLE_CODE,
     .summary = "a write through one mapping changes the code of another",
     .issues = { "https://github.com/dotnet/runtime/issues/97228" }, .x86_64_only = true,
     .shared = true);

#endif
