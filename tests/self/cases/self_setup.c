/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the claim stands on does not work. */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>

int guest_main(void)
{
	MUST(open, "/no/such/file", O_RDONLY);
	EXPECT(0, ==, 0);
	return 0;
}

#else

CASE(self_setup, .rule = "SELF-1", .shared = true, .summary = "cannot set itself up");

#endif
