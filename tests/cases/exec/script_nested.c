/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* An interpreter may be a script itself. One that names itself is ELOOP, not
 * a fork bomb. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>

static const char first[] = "#!/tmp/second" MUTATE(" of first", "") "\n";
static const char second[] = "#!" GUEST_SELF " of second\n";
static const char endless[] = "#!/tmp/endless\n";

int guest_main(void)
{
	static const char *const argv[] = { "ignored", "x", NULL };
	const char *const *envp = (const char *const *)guest_envp;

	if (guest_argc > 1) {
		if (!EXPECT(guest_argc, ==, 6))
			return 1;
		EXPECT_STR(guest_argv[0], GUEST_SELF);
		EXPECT_STR(guest_argv[1], "of second");
		EXPECT_STR(guest_argv[2], "/tmp/second");
		EXPECT_STR(guest_argv[3], "of first");
		EXPECT_STR(guest_argv[4], "/tmp/first");
		EXPECT_STR(guest_argv[5], "x");
		return 60;
	}
	MUST(guest_make_file, "/tmp/first", first, sizeof(first) - 1, 0755);
	MUST(guest_make_file, "/tmp/second", second, sizeof(second) - 1, 0755);
	MUST(guest_make_file, "/tmp/endless", endless, sizeof(endless) - 1, 0755);
	EXPECT(guest_execute("/tmp/first", argv, envp), ==, 60 << 8);
	EXPECT(guest_execute("/tmp/endless", argv, envp), ==, ELOOP << 8);
	return 0;
}

#else

CASE(script_nested, .rule = "EXEC-5",
     .summary = "a script may be another's interpreter; endless nesting is ELOOP",
     .shared = true);

#endif
