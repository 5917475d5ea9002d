/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Arguments are strings of any bytes but NUL: empty ones, blanks, newlines and
 * high bytes arrive as they were given, and nothing is added. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>

enum { LONG = 100000 };

static const char self[] = GUEST_SELF;
static const char *strings[] = {
	self,
	"child",
	"",
	" ",
	"two words",
	"new\nline",
	"\ttab\t",
	"",
	"--",
	"-",
	"=",
	"$HOME `id` \\ \" ' * ?",
	"\x01\x1b\x7f\x80\xfe\xff",
	NULL, /* a long one */
	"",
	NULL,
};

enum { COUNT = sizeof(strings) / sizeof(strings[0]) - 1, LONG_ONE = COUNT - 2 };

int guest_main(void)
{
	static char text[LONG + 1];

	memset(text, 'x', LONG);
	strings[LONG_ONE] = text;
	if (!guest_role("child")) {
		MUTATE(, strings[4] = "two");
		EXPECT(guest_execute(GUEST_SELF, strings, (const char *const *)guest_envp), ==,
		       0);
		return 0;
	}
	if (!EXPECT(guest_argc, ==, COUNT))
		return 1;
	EXPECT((void *)guest_argv[COUNT], ==, NULL);
	for (int i = 0; i < COUNT; i++) {
		if (i == LONG_ONE)
			EXPECT(strcmp(guest_argv[i], text), ==, 0);
		else
			EXPECT_STR(guest_argv[i], strings[i]);
	}
	return 0;
}

#else

CASE(argv_strings, .rule = "EXEC-1",
     .summary = "a program gets the arguments it was given, whatever bytes they hold",
     .shared = true);

#endif
