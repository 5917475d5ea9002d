/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Ends well without a single claim: must not pass. */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	return 0;
}

#else

CASE(self_empty, .rule = "SELF-1", .shared = true, .summary = "claims nothing");

#endif
