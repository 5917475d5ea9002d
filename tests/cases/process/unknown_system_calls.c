/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Programs try a new system call and take another way where it fails with
 * ENOSYS, and with no other error: glibc, Go and systemd all do. */
#include "case.h"

#ifdef GUEST

int guest_main(void)
{
	static const struct {
		const char *claim;
		long number;
	} rows[] = {
		{ "system call 999 is ENOSYS", 999 },
		{ "system call 1000000 is ENOSYS", 1000000 },
		{ "system call 0x3fffffff is ENOSYS", 0x3fffffff },
		{ "system call -1 is ENOSYS", MUTATE(-1, SYS_getpid) },
		{ "system call -1000 is ENOSYS", -1000 },
		/* Between those of old and those that all architectures share. */
		{ "system call 400 is ENOSYS", 400 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		EXPECT_ROW(rows[i].claim, guest_syscall(rows[i].number, 0, 0, 0, 0, 0, 0), ==,
			   (long)-ENOSYS);
	/* Control: a known one is not. */
	EXPECT(SYS(getpid), ==, 1);
	return 0;
}

#else

CASE(unknown_system_calls, .rule = "PROC-12",
     .summary = "a system call that does not exist fails with ENOSYS",
     .needs = NEEDS_UNKNOWN_CALLS);

#endif
