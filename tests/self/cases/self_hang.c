/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Never ends. */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	for (;;)
		SYS(sched_yield);
}

#else

CASE(self_hang, .rule = "SELF-1", .shared = true, .summary = "hangs", .seconds = 1);

#endif
