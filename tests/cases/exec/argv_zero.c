/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* argv[0] is the caller's word, not the path: login shells start with a dash,
 * multi-call programs (busybox, podman in podman) choose their work by it. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

static const char *zero(size_t i)
{
	static char text[4097];

	switch (i) {
	case 0:
		return "unrelated";
	case 1:
		return "-sh";
	case 2:
		return "";
	case 3:
		return "two words/and a slash";
	case 4:
		return "/no/such/file";
	default:
		memset(text, 'z', sizeof(text) - 1);
		return text;
	}
}

static const char *const rows[] = {
	"argv[0] is another name", "argv[0] begins with a dash",   "argv[0] is empty",
	"argv[0] has blanks",	   "argv[0] is a path to nothing", "argv[0] is 4096 bytes long",
};

int guest_main(void)
{
	static const char *const numbers[] = { "0", "1", "2", "3", "4", "5" };

	if (guest_role("child")) {
		size_t i = strtoul(guest_argv[2], NULL, 10);

		EXPECT_ROW(rows[i], strcmp(guest_argv[0], zero(i)), ==, 0);
		EXPECT(guest_argc, ==, 3);
		return 0;
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *const argv[] = { MUTATE(zero(i), GUEST_SELF), "child", numbers[i],
					     NULL };

		if (!EXPECT_ROW(
			    rows[i],
			    guest_execute(GUEST_SELF, argv, (const char *const *)guest_envp),
			    ==, 0))
			break;
	}
	return 0;
}

#else

CASE(argv_zero, .rule = "EXEC-1",
     .summary = "argv[0] is what the caller says, whatever the path",
     .issues = { "https://github.com/containers/podman/issues/21670" }, .shared = true);

#endif
