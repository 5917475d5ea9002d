/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Ends with 0 before its claims: must not pass. */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	SYS(exit_group, 0);
	return 0;
}

#else

CASE(self_early, .rule = "SELF-1", .shared = true, .summary = "ends early");

#endif
