/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Holds where the container has another process before. */
#include "case.h"

#ifdef GUEST

#include <unistd.h>

int guest_main(void)
{
	EXPECT(getpid(), !=, 1);
	return 0;
}

#else

CASE(self_with_others, .rule = "SELF-1", .shared = true, .summary = "shares its container");

#endif
