/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Ends by SIGSEGV: the engine says 139. */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	int *volatile nowhere = (int *)guest_aux(0);

	*nowhere = 1;
	return 0;
}

#else

CASE(self_crash, .rule = "SELF-1", .shared = true, .summary = "crashes");

#endif
