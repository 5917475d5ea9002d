/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Needs what no kernel has, so it never runs: it would fail. */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	EXPECT(guest_argc, ==, 0);
	return 0;
}

#else

CASE(self_needs, .rule = "SELF-1", .summary = "never runs", .needs = NEEDS_UNHEARD_OF,
     .shared = true);

#endif
