/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A shell, its children and the pipes between them: the everyday of every
 * build step. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#define SORT MUTATE("sort", "cat")

int guest_main(void)
{
	char text[256];
	const char *const argv[] = { "/bin/sh", "-c",
				     "printf 'pear\\nfig\\npear\\n' | " SORT " | uniq -c | "
				     "while read -r n what; do echo \"$what=$n\"; done; exit 7",
				     NULL };

	EXPECT(guest_capture(text, sizeof(text), argv), ==, 7 << 8);
	EXPECT_STR(text, "fig=1\npear=2\n");
	return 0;
}

#else

CASE(shell_pipeline, .rule = "EXEC-6", .seconds = 40,
     .summary = "a shell's pipeline of programs gives their output and its exit status",
     .shared = true);

#endif
