/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Two megabytes of arguments and environment, less a little: what a long
 * `find -exec +`, a link line or xargs makes of an 8 MiB stack. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>
#include <sys/resource.h>

enum { STRINGS = 15, SIZE = 126 * 1024 };

static char text[SIZE];

int guest_main(void)
{
	const char *argv[STRINGS + 3] = { GUEST_SELF, "child" };
	struct rlimit stack;

	if (guest_role("child")) {
		if (!EXPECT(guest_argc, ==, STRINGS + 2))
			return 1;
		for (int i = 0; i < STRINGS; i++) {
			const char *s = guest_argv[i + 2];
			size_t length = SIZE - 1 - (size_t)i;

			if (!EXPECT(strlen(s), ==, length))
				break;
			EXPECT(s[0], ==, 'x');
			EXPECT(s[length - 1], ==, 'y');
		}
		return 0;
	}
	MUST(getrlimit, RLIMIT_STACK, &stack);
	stack.rlim_cur = MUTATE(8 << 20, 4 << 20);
	MUST(setrlimit, RLIMIT_STACK, &stack);
	memset(text, 'x', SIZE - 2);
	text[SIZE - 2] = 'y';
	/* Each shorter than the one before. */
	for (int i = 0; i < STRINGS; i++)
		argv[i + 2] = text + i;
	EXPECT(guest_execute(GUEST_SELF, argv, (const char *const *)guest_envp), ==, 0);
	return 0;
}

#else

CASE(arguments_2m, .rule = "EXEC-3",
     .summary = "a program starts with almost 2 MiB of arguments", .needs = NEEDS_LARGE_STACK,
     .shared = true);

#endif
