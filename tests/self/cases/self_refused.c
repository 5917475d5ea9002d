/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A clean refusal. */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	REFUSE_IF(guest_argc == 1, "not offered here");
	return 0;
}

#else

CASE(self_refused, .rule = "SELF-1", .shared = true, .summary = "is refused");

#endif
