/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Ends with a status of its own. */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	EXPECT(guest_argc, ==, 1);
	return 3;
}

#else

CASE(self_status, .rule = "SELF-1", .shared = true, .summary = "ends with 3 where 0 is wanted");

#endif
