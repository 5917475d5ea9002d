/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Scripts: the interpreter line's one argument, the script's path, then the
 * caller's arguments without its argv[0]. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>

static const char with_argument[] = "#!" GUEST_SELF " one argument, two words  \nrest\n";
static const char without_argument[] = "#!  " GUEST_SELF "\n";
static const char shell[] = "#!/bin/sh\n[ \"$0\" = /tmp/shell ] && exit \"$1\"\n";

static int run(const char *path, const char *argument)
{
	const char *const argv[] = { "ignored", argument, MUTATE("", NULL), NULL };

	return guest_execute(path, argv, (const char *const *)guest_envp);
}

static int script(int more, const char *path)
{
	if (!EXPECT(guest_argc, ==, 4 + more))
		return 1;
	EXPECT_STR(guest_argv[0], GUEST_SELF);
	EXPECT_STR(guest_argv[1 + more], path);
	EXPECT_STR(guest_argv[2 + more], "x");
	EXPECT_STR(guest_argv[3 + more], "");
	return 60;
}

int guest_main(void)
{
	if (guest_role("one argument, two words"))
		return script(1, "/tmp/with");
	if (guest_role("/tmp/without"))
		return script(0, "/tmp/without");
	if (!EXPECT(guest_argc, ==, 1))
		return 1;
	MUST(guest_make_file, "/tmp/with", with_argument, sizeof(with_argument) - 1, 0755);
	MUST(guest_make_file, "/tmp/without", without_argument, sizeof(without_argument) - 1,
	     0755);
	MUST(guest_make_file, "/tmp/shell", shell, sizeof(shell) - 1, 0755);
	EXPECT(run("/tmp/with", "x"), ==, 60 << 8);
	EXPECT(run("/tmp/without", "x"), ==, 60 << 8);
	EXPECT(run("/tmp/shell", "61"), ==, 61 << 8);
	return 0;
}

#else

CASE(script_interpreter, .rule = "EXEC-5", .seconds = 40,
     .summary = "a script runs by its interpreter, with the arguments that execve(2) says",
     .shared = true);

#endif
