/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Code written at run time runs at once, and rewritten code runs as rewritten:
 * x86 keeps instruction fetch coherent, so no JIT compiler for it says when it
 * has written. Both habits: one mapping for everything, and writable first,
 * then executable.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

int guest_main(void)
{
	enum { ROUNDS = 20 };
	char *code = jit_map(JIT_PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);

	for (uint32_t i = 1; i <= ROUNDS; i++) {
		jit_write(code, MUTATE(i, 1));
		EXPECT(jit_call(code), ==, i);
		/* Once more, for what is translated at the second call only. */
		EXPECT(jit_call(code), ==, i);
	}

	code = jit_map(JIT_PAGE, PROT_READ | PROT_WRITE);
	for (uint32_t i = 1; i <= ROUNDS; i++) {
		jit_write(code, 1000 + i);
		MUST(mprotect, code, JIT_PAGE, PROT_READ | PROT_EXEC);
		EXPECT(jit_call(code), ==, 1000 + i);
		MUST(mprotect, code, JIT_PAGE, PROT_READ | PROT_WRITE);
	}
	return 0;
}

#else

CASE(jit_write_then_run, .rule = "JIT-1", .needs = NEEDS_WRITABLE_CODE,
     .summary = "code written at run time runs as it was written last",
     .issues = { "https://github.com/cloudfoundry/bosh-linux-stemcell-builder/issues/486" },
     .x86_64_only = true, .shared = true);

#endif
