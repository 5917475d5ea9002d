/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The environment is strings too: without '=', empty, twice the same name,
 * very long; each arrives in its place, and no other comes along. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>

enum { LONG = 100000, MOST = 64 };

static const char *const odd[] = {
	"NO_EQUALS_SIGN", "=nameless",	"EMPTY=",	 "",  "TWICE=1",
	"TWICE=2",	  "MORE=a=b=c", "line\nbreak=1", "=", "HIGH=\x80\xff",
};

enum { ODD = sizeof(odd) / sizeof(odd[0]) };

int guest_main(void)
{
	static const char *const argv[] = { GUEST_SELF, "child", NULL };
	static char text[LONG + 6] = "LONG=";
	const char *envp[MOST + ODD + 2];
	size_t n = 0;

	memset(text + 5, 'x', LONG);
	if (guest_role("child")) {
		while (guest_envp[n])
			n++;
		if (!EXPECT(n, >, (size_t)ODD))
			return 1;
		EXPECT(strcmp(guest_envp[n - 1], text), ==, 0);
		for (size_t i = 0; i < ODD; i++)
			EXPECT_STR(guest_envp[n - 1 - ODD + i], odd[i]);

		/* What the parent had, it says in a variable of its own. */
		char count[32];

		guest_format(count, sizeof(count), "COUNT=%lu", n);
		EXPECT_STR(guest_envp[0], count);
		return 0;
	}

	char count[32];

	envp[n++] = count;
	for (char **e = guest_envp; *e && n < MOST; e++)
		envp[n++] = *e;
	for (size_t i = 0; i < ODD; i++)
		if (MUTATE(true, strchr(odd[i], '=')))
			envp[n++] = odd[i];
	envp[n++] = text;
	envp[n] = NULL;
	guest_format(count, sizeof(count), "COUNT=%lu", n);
	EXPECT(guest_execute(GUEST_SELF, argv, envp), ==, 0);
	return 0;
}

#else

CASE(environment_odd, .rule = "EXEC-4",
     .summary = "environment strings of any form arrive in their order, and no others",
     .shared = true);

#endif
