/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Code that rewrites what comes next in its own path. After a jump the new
 * code must run, as the manual promises; processors since the Pentium Pro see
 * to it even without the jump, and unpackers and copy protections have come to
 * count on that.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

enum { OLD = 0x11, NEW = 0x22 };

static uint8_t *code;

/* mov byte [rip + distance], NEW */
static uint8_t *store(uint8_t *at, const uint8_t *target)
{
	int32_t distance = (int32_t)(target - (at + 7));

	at[0] = 0xc6;
	at[1] = 0x05;
	memcpy(at + 2, &distance, 4);
	at[6] = MUTATE(NEW, OLD);
	return at + 7;
}

/* The store, a jump to the next instruction if asked for, the function. */
static uint32_t run(size_t offset, bool jump)
{
	static const uint8_t to_next[] = { 0xeb, 0x00 };
	uint8_t *start = code + offset;
	uint8_t *function = start + 7 + (jump ? 2 : 0);

	store(start, function + 1);
	if (jump)
		memcpy(start + 7, to_next, sizeof(to_next));
	jit_write(function, OLD);
	return jit_call(start);
}

int guest_main(void)
{
	code = jit_map((size_t)2 * JIT_PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);

	for (int i = 0; i < 3; i++) {
		EXPECT(run(0, true), ==, (uint32_t)NEW);
		/* Across a page end: the store is on the first page, the rest
		 * on the second. */
		EXPECT(run(JIT_PAGE - 9, true), ==, (uint32_t)NEW);
	}
	/* Control: the store does change the function. */
	jit_write(code + 9, OLD);
	EXPECT(jit_call(code + 9), ==, (uint32_t)OLD);

	for (int i = 0; i < 3; i++) {
		EXPECT(run(1024, false), ==, (uint32_t)NEW);
		EXPECT(run(JIT_PAGE - 7, false), ==, (uint32_t)NEW);
	}
	return 0;
}

#else

CASE(jit_patch_self, .rule = "JIT-3", .needs = NEEDS_WRITABLE_CODE,
     .summary = "code that rewrites the next instruction runs the new one",
     .issues = { "https://github.com/FEX-Emu/FEX/pull/5089" }, .x86_64_only = true,
     .shared = true);

#endif
