/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A claim that never holds: a silent wrong result. */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	static const char words[] = "last words\n";

	guest_write_all(2, words, sizeof(words) - 1);
	EXPECT(guest_argc + 41, ==, 43);
	return 0;
}

#else

CASE(self_wrong, .rule = "SELF-1", .shared = true, .summary = "never holds",
     .issues = { "https://example.org/issues/1" });

#endif
