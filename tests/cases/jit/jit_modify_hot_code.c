/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Code that has run often, and that a translator has optimised and chained by
 * then, changes in one byte and runs as changed: inline caches of JavaScript
 * engines are patched like that.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

int guest_main(void)
{
	static const uint8_t enter[] = { 0x48, 0x83, 0xec, 0x08, 0xe8 };
	static const uint8_t leave[] = { 0x48, 0x83, 0xc4, 0x08, 0xc3 };
	enum { CALLS = 200, ROUNDS = 10 };
	/* xor eax, eax; mov ecx, CALLS; 1: add eax, 1; dec ecx; jnz 1b; ret */
	static const uint8_t loop[] = { 0x31, 0xc0, 0xb9, CALLS, 0,    0,    0,	  0x83,
					0xc0, 0x01, 0xff, 0xc9,	 0x75, 0xf9, 0xc3 };
	enum { ADDEND = 9 };
	uint8_t *code = jit_map(JIT_PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);

	memcpy(code, loop, sizeof(loop));
	for (uint32_t i = 1; i <= ROUNDS; i++) {
		bool same = true;

		code[ADDEND] = (uint8_t)MUTATE(i, 1);
		for (int call = 0; call < 20; call++)
			same &= jit_call(code) == CALLS * i;
		EXPECT(same, ==, true);
	}

	/* A caller that was chained to what it calls. */
	uint8_t *caller = code + 256;
	uint8_t *callee = code + 512;
	const int32_t distance = 512 - 256 - 9;

	/* sub rsp, 8; call callee; add rsp, 8; ret */
	memcpy(caller, enter, sizeof(enter));
	memcpy(caller + 5, &distance, 4);
	memcpy(caller + 9, leave, sizeof(leave));
	for (uint32_t i = 1; i <= ROUNDS; i++) {
		bool same = true;

		jit_write(callee, i);
		for (int call = 0; call < 20; call++)
			same &= jit_call(caller) == i;
		EXPECT(same, ==, true);
	}
	return 0;
}

#else

CASE(jit_modify_hot_code, .rule = "JIT-1", .needs = NEEDS_WRITABLE_CODE,
     .summary = "code that ran often changes when one byte of it does",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/4728" }, .x86_64_only = true,
     .shared = true);

#endif
