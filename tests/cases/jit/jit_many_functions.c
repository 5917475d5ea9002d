/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Thousands of small functions, each run as soon as it is written beside the
 * others that run: the warm-up of every JIT compiler. A page that is written
 * again after it has run must cost no more than its own functions.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

int guest_main(void)
{
	const size_t count = 5000;
	const size_t step = 16;
	uint8_t *code = jit_map(count * step, PROT_READ | PROT_WRITE | PROT_EXEC);
	bool right = true;

	for (uint32_t i = 0; i < count; i++) {
		jit_write(code + i * step, MUTATE(i, 0));
		right &= jit_call(code + i * step) == i;
		/* And the one before still is what it was. */
		if (i)
			right &= jit_call(code + (i - 1) * step) == i - 1;
	}
	EXPECT(right, ==, true);
	return 0;
}

#else

CASE(jit_many_functions, .rule = "JIT-1", .needs = NEEDS_WRITABLE_CODE,
     .summary = "thousands of functions written one after the other run as written",
     .issues = { "https://github.com/dotnet/runtime/issues/97228" }, .x86_64_only = true,
     .shared = true);

#endif
