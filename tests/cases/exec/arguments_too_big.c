/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Beyond the limits execve(2) says E2BIG and the caller lives on: xargs and
 * shells try, and split their list on that. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>
#include <sys/resource.h>

enum { STRINGS = 60, SIZE = 100 * 1024, LONGEST = 32 * 65536 };

static char text[LONGEST + 1];

/* How many arguments, each of `length` bytes. */
static int start(int count, size_t length)
{
	const char *argv[STRINGS + 3] = { GUEST_SELF, "child" };

	memset(text, 'x', length);
	text[length] = 0;
	for (int i = 0; i < count; i++)
		argv[i + 2] = text;
	return guest_execute(GUEST_SELF, argv, (const char *const *)guest_envp);
}

int guest_main(void)
{
	/* MAX_ARG_STRLEN, linux/binfmts.h. */
	size_t longest = 32 * guest_aux(6);
	/* A quarter of it is for arguments: 2 MiB, and room for one of the longest where
	 * pages are of 64 KiB. */
	const size_t usual = longest < 1 << 20 ? 8 << 20 : 16 << 20;
	const int beyond = (int)(usual / 4 / SIZE) + 10;
	struct rlimit stack;

	if (guest_role("child"))
		return 60;
	MUST(getrlimit, RLIMIT_STACK, &stack);
	stack.rlim_cur = MUTATE(usual, 64 << 20);
	MUST(setrlimit, RLIMIT_STACK, &stack);
	EXPECT(start(beyond, SIZE), ==, E2BIG << 8);
	EXPECT(start(1, longest - 1), ==, 60 << 8);
	EXPECT(start(1, longest), ==, E2BIG << 8);
	return 0;
}

#else

CASE(arguments_too_big, .rule = "EXEC-3",
     .summary = "more arguments than the limit, or one beyond 32 pages, is E2BIG",
     .needs = NEEDS_LARGE_STACK, .shared = true);

#endif
