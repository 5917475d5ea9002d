/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* An empty argument list gives a program one empty argument (Linux 5.18, after
 * CVE-2021-4034), never argc == 0 and never the path. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char mark[] = "ARGC_ZERO=child";

int guest_main(void)
{
	static const char *const none[] = { MUTATE(NULL, GUEST_SELF), NULL };
	const char *envp[64];
	size_t n = 0;

	if (getenv("ARGC_ZERO")) {
		bool ok = EXPECT(guest_argc, ==, 1) && EXPECT_STR(guest_argv[0], "") &&
			  EXPECT((void *)guest_argv[1], ==, NULL);

		_exit(!ok);
	}
	for (; guest_envp[n] && n < 60; n++)
		envp[n] = guest_envp[n];
	envp[n++] = mark;
	envp[n] = NULL;
	EXPECT(guest_execute(GUEST_SELF, none, envp), ==, 0);
	EXPECT(guest_execute(GUEST_SELF, NULL, envp), ==, 0);
	return 0;
}

#else

CASE(argc_zero, .rule = "EXEC-2",
     .summary = "execve(2) without arguments gives argc 1 and an empty argv[0]",
     .needs = NEEDS_EXECVE_5_18, .shared = true);

#endif
