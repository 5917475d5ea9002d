/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A program executed from memory by its descriptor (fexecve(3)): container
 * runtimes and loaders of other languages do so. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>
#include <sys/mman.h>

int guest_main(void)
{
	static const char *const argv[] = { "from memory", "child", NULL };

	/* However the arguments arrive, do not start over. */
	if (guest_argc != 1 || strcmp(guest_argv[0], GUEST_SELF) != 0)
		return EXPECT(guest_argc, ==, 2) && EXPECT_STR(guest_argv[1], "child") ? 60
										       : 61;

	int in = MUST(open, GUEST_SELF, O_RDONLY | O_CLOEXEC);
	int fd = MUST(memfd_create, "program", 0);

	MUST(guest_copy_data, in, fd);
	MUTATE(, SYS(fchmod, fd, 0600));

	int pid = guest_start_from(fd, argv);

	EXPECT(guest_wait(pid), ==, 60 << 8);
	return 0;
}

#else

CASE(memfd_exec, .rule = "EXEC-9",
     .summary = "execveat(2) runs a program from a descriptor without a path",
     .needs = NEEDS_MEMFD_EXEC, .shared = true);

#endif
