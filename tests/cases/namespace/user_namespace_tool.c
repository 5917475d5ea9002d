/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * `unshare -Ur PROGRAM`, as users type it. Since Linux 6.7 a user namespace
 * may have a binfmt_misc of its own; without one it must use its parent's.
 */
#include "case.h"

#ifdef GUEST

#include "files.h"

int guest_main(void)
{
	static const char self[] = GUEST_SELF;
	static const char *const argv[] = { "/usr/bin/unshare", MUTATE("-Ur", "-U"), self,
					    "inside", NULL };
	static const char *const plain[] = { "/usr/bin/unshare", self, "outside", NULL };
	char map[256];

	if (guest_role("inside")) {
		EXPECT(getuid(), ==, 0U);
		/* One user only is known in here. */
		EXPECT(guest_read_file("/proc/self/uid_map", map, sizeof(map)), >, 0L);
		EXPECT(setresuid(1, 1, 1), ==, -1);
		return guest_run("/bin/sh", "-c", "exit 62") == 62 << 8 ? 60 : 63;
	}
	if (guest_role("outside"))
		return 61;
	/* Control: the tool itself, with nothing to do. */
	EXPECT(guest_execute(plain[0], plain, (const char *const *)guest_envp), ==, 61 << 8);
	EXPECT(guest_execute(argv[0], argv, (const char *const *)guest_envp), ==, 60 << 8);
	return 0;
}

#else

CASE(user_namespace_tool, .rule = "NS-3",
     .summary = "unshare -Ur runs x86_64 programs in the user namespace it makes",
     .issues = { "https://github.com/containers/podman/issues/26966",
		 "https://github.com/apptainer/apptainer/issues/2730" },
     .needs = NEEDS_USER_NAMESPACES, .shared = true);

#endif
