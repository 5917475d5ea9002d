/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The kernel writes into code as well: read(2) into pages that have run, as a
 * loader does that reuses its buffer, must neither fail nor leave the old code
 * running.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

#include <sys/uio.h>
#include <unistd.h>

int guest_main(void)
{
	enum { ROUNDS = 5 };
	char *code = jit_map(JIT_PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);
	int ends[2];
	uint8_t function[JIT_FUNCTION];

	MUST(pipe, ends);
	for (uint32_t i = 0; i < ROUNDS; i++) {
		jit_write(function, 10 + MUTATE(i, 0));
		MUST(write, ends[1], function, sizeof(function));
		if (!EXPECT(SYS(read, ends[0], code, sizeof(function)), ==, (long)JIT_FUNCTION))
			return 0;
		EXPECT(jit_call(code), ==, 10 + i);
	}
	/* In two pieces by readv(2). */
	for (uint32_t i = 0; i < ROUNDS; i++) {
		const struct iovec pieces[] = { { code, 3 }, { code + 3, 3 } };

		jit_write(function, 20 + i);
		MUST(write, ends[1], function, sizeof(function));
		if (!EXPECT(SYS(readv, ends[0], pieces, 2), ==, (long)JIT_FUNCTION))
			return 0;
		EXPECT(jit_call(code), ==, 20 + i);
	}
	/* A system call's result where code was: not code, but it must arrive. */
	EXPECT(SYS(clock_gettime, 1, code), ==, 0L);
	jit_write(code, 5);
	EXPECT(jit_call(code), ==, 5U);
	return 0;
}

#else

CASE(jit_read_into_code, .rule = "JIT-5", .needs = NEEDS_WRITABLE_CODE,
     .summary = "read(2) into memory that has run as code works and replaces the code",
     .x86_64_only = true, .shared = true);

#endif
