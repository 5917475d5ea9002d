/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Three claims of which two fail: the first is what is recorded. */
#include "case.h"

#ifdef GUEST

#include <unistd.h>

int guest_main(void)
{
	EXPECT(guest_argc, ==, 2);
	EXPECT(1, ==, 1);
	EXPECT_OK(close(-1));
	return 0;
}

#else

CASE(self_several, .rule = "SELF-1", .shared = true, .summary = "fails twice");

#endif
