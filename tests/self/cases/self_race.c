/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Counts what it tries, as cases about races do. */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	TRIED(60, 2);
	TRIED(40, 1);
	EXPECT(guest_argc + 2, ==, 0);
	return 0;
}

#else

CASE(self_race, .rule = "SELF-1", .summary = "fails in 3 of 100 tries", .memory_order = true);

#endif
