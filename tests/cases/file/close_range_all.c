/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Python, systemd and shells close everything above the standard descriptors
 * before they execute a program. What a translator keeps open there is gone,
 * or stays although it was to be closed. */
#include "case.h"

#ifdef GUEST

#include "files.h"

enum { CLOEXEC = 4 };

int guest_main(void)
{
	if (guest_role("after")) {
		/* All that starts a program and its children still works. */
		EXPECT(guest_run(GUEST_SELF, "child", NULL), ==, 53 << 8);
		return 52;
	}
	if (guest_role("child"))
		return 53;

	int fd = MUST(open, "/", O_RDONLY | O_DIRECTORY);

	MUST(dup3, fd, 10, 0);
	MUST(dup3, fd, 500, 0);

	const int done = close_range(10, 500, CLOEXEC);

	REFUSE_IF(done == -1 && errno == ENOSYS, "close_range: ENOSYS");
	EXPECT(done, ==, 0);
	EXPECT(fcntl(10, F_GETFD), ==, FD_CLOEXEC);
	EXPECT(fcntl(500, F_GETFD), ==, FD_CLOEXEC);
	EXPECT(fcntl(fd, F_GETFD), ==, 0);
	EXPECT_ERROR(close_range(5, 3, 0), EINVAL);
	EXPECT_ERROR(close_range(3, 4, 1 << 20), EINVAL);

	/* In a child, for the report goes to a descriptor, too. */
	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		static const char *const argv[] = { GUEST_SELF, "after", NULL };
		const int all = MUTATE(close_range(3, ~0U, 0), 0);
		const long free = SYS(openat, AT_FDCWD, "/", O_RDONLY, 0);

		if (all != 0 || free != 3)
			SYS(exit_group, 55);
		SYS(close, 3);
		guest_become(GUEST_SELF, argv, (const char *const *)guest_envp);
	}
	EXPECT_ROW("a program runs after all descriptors were closed", guest_wait(pid), ==,
		   52 << 8);
	return 0;
}

#else

CASE(close_range_all, .rule = "FILE-17",
     .summary = "close_range(2) closes all but the standard descriptors, and programs still "
		"start",
     .needs = NEEDS_CLOSE_RANGE, .shared = true);

#endif
