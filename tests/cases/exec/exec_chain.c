/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Programs of either way of linking start each other, by fork or in place:
 * the guest, the image's env and sh, and the guest again. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <unistd.h>

int guest_main(void)
{
	static const char self[] = GUEST_SELF;
	static const char script[] =
		MUTATE("exec \"$0\" middle $$", "\"$0\" middle $$; exit $?");
	static const char *const chain[] = { "/usr/bin/env", "CHAIN=1", "/bin/sh", "-c",
					     script,	     self,	NULL };
	char text[64];
	char pid[16];

	if (guest_role("end")) {
		/* One process all along. */
		guest_format(pid, sizeof(pid), "%d", getpid());
		EXPECT_STR(guest_argv[2], pid);
		return 60;
	}
	if (guest_role("middle")) {
		const char *const argv[] = { GUEST_SELF, "end", guest_argv[2], NULL };

		guest_become(GUEST_SELF, argv, (const char *const *)guest_envp);
	}
	EXPECT(guest_execute(chain[0], chain, (const char *const *)guest_envp), ==, 60 << 8);

	const char *const echo[] = { "/bin/echo", "a", "b", NULL };

	EXPECT(guest_capture(text, sizeof(text), echo), ==, 0);
	EXPECT_STR(text, "a b\n");
	return 0;
}

#else

CASE(exec_chain, .rule = "EXEC-6", .seconds = 40,
     .summary = "an x86_64 program executes another, and that the next, in one process",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/2698" }, .shared = true);

#endif
