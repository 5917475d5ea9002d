/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The same statuses by way of exit(3) in a program of its own: what runs after
 * the last line of main (destructors, a translator's own clean-up) must not
 * replace them. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <stdlib.h>

int guest_main(void)
{
	/* exit_status_all has all of them, of children that only fork. */
	static const char *const statuses[] = { "0", "127", "128", "255" };

	if (guest_role("exit")) {
		MUTATE(, SYS(exit_group, 128));
#ifdef GUEST_STATIC
		return (int)strtoul(guest_argv[2], NULL, 10);
#else
		exit((int)strtoul(guest_argv[2], NULL, 10));
#endif
	}
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		EXPECT_ROW(statuses[i], guest_run(GUEST_SELF, "exit", statuses[i]), ==,
			   (int)strtoul(statuses[i], NULL, 10) << 8);

	/* Programs of the image, the other way of linking. */
	EXPECT(guest_run("/bin/false", NULL, NULL), ==, 1 << 8);
	EXPECT(guest_run("/bin/sh", "-c", "exit 200"), ==, 200 << 8);
	return 0;
}

#else

CASE(exit_status_program, .rule = "LIFE-1",
     .summary = "an executed program's exit status reaches its parent", .seconds = 40,
     .shared = true);

#endif
