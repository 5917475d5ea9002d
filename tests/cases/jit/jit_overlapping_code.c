/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The same bytes are different instructions from different starts: hand-
 * written code jumps behind a prefix or into an operand, and obfuscators do
 * nothing else.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

int guest_main(void)
{
	/* mov eax, 0x07b09090; ret, and from byte 1: nop; nop; mov al, 7; ret */
	static const uint8_t hidden[] = { 0xb8, 0x90, 0x90, 0xb0, 0x07, 0xc3 };
	/* mov eax, 4; jmp into its own second byte, which starts inc eax; ret */
	static const uint8_t own[] = { 0xb8, 4, 0, 0, 0, 0xeb, MUTATE(0xff, 0x01), 0xc0, 0xc3 };
	/* jmp over LOCK, as the old libc did: xor eax, eax; cmp eax, eax; je 1f;
	 * lock; 1: incl (rip + 1); ret; the counter */
	static const uint8_t prefix[] = { 0x31, 0xc0, 0x39, 0xc0, 0x74, 0x01, 0xf0, 0xff,
					  0x05, 0x07, 0,    0,	  0,	0x8b, 0x05, 0x01,
					  0,	0,    0,    0xc3, 41,	0,    0,    0 };
	uint8_t *code = jit_map(JIT_PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);

	memcpy(code, hidden, sizeof(hidden));
	for (int i = 0; i < 3; i++) {
		EXPECT(jit_call(code), ==, 0x07b09090U);
		EXPECT(jit_call(code + 1) & 0xff, ==, 7U);
		EXPECT(jit_call(code + 3) & 0xff, ==, 7U);
	}
	memcpy(code + 64, own, sizeof(own));
	EXPECT(jit_call(code + 64), ==, 5U);
	memcpy(code + 128, prefix, sizeof(prefix));
	EXPECT(jit_call(code + 128), ==, 42U);
	return 0;
}

#else

CASE(jit_overlapping_code, .rule = "JIT-6", .needs = NEEDS_WRITABLE_CODE,
     .summary = "a jump into the middle of an instruction runs what starts there",
     .issues = { "https://github.com/orbstack/orbstack/issues/1396" }, .x86_64_only = true,
     .shared = true);

#endif
