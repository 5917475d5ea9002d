/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The same with a descriptor that closes on exec, as runc and crun re-execute
 * themselves. Only a script would need the descriptor afterwards. */
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
	int fd = MUST(memfd_create, "program", MFD_CLOEXEC);

	MUST(guest_copy_data, in, fd);
	/* A script. */
	MUTATE(, SYS(pwrite64, fd, "#!/bin/sh\n", 10, 0));

	int pid = guest_start_from(fd, argv);

	EXPECT(guest_wait(pid), ==, 60 << 8);
	return 0;
}

#else

CASE(memfd_exec_cloexec, .rule = "EXEC-9",
     .summary = "execveat(2) runs an ELF program from a descriptor that closes on exec",
     .needs = NEEDS_MEMFD_EXEC, .shared = true);

#endif
