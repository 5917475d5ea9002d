/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Code and the data that it writes on one page: assembly and old compilers mix
 * them. Each write looks like a change of code to a translator, and must
 * neither stop it nor make it crawl.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

int guest_main(void)
{
	enum { ROUNDS = 500, DATA = 128 };
	/* mov ecx, ROUNDS; 1: inc qword [rip + ...]; dec ecx; jnz 1b; mov eax,
	 * [rip + ...]; ret */
	static const uint8_t loop[] = {
		0xb9, ROUNDS & 0xff, ROUNDS >> 8, 0,	0,	   0x48, 0xff,
		0x05, DATA - 12,     0,		  0,	0,	   0xff, 0xc9,
		0x75, 0xf5,	     0x8b,	  0x05, DATA - 22, 0,	 0,
		0,    0xc3
	};
	uint8_t *code = jit_map(JIT_PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);

	memcpy(code, loop, sizeof(loop));
	MUTATE(, MUST(mprotect, code, JIT_PAGE, PROT_READ | PROT_EXEC));
	EXPECT(jit_call(code), ==, (uint32_t)ROUNDS);
	EXPECT(jit_call(code), ==, (uint32_t)(2 * ROUNDS));
	return 0;
}

#else

CASE(jit_data_on_code_page, .rule = "JIT-8", .needs = NEEDS_WRITABLE_CODE,
     .summary = "a loop that writes data on its own page runs to its end",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/4165" }, .x86_64_only = true,
     .shared = true);

#endif
