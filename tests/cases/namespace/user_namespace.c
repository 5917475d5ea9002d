/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* An ordinary user makes a user namespace and is root there: rootless Podman,
 * Chromium's sandbox and Bazel start like this. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

enum { USER = 1000 };

static int map_to_root(void)
{
	static const char map[] = MUTATE("0", "1") " 1000 1";
	int fd = open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);

	return fd < 0 ? -1 : (int)write(fd, map, sizeof(map) - 1);
}

int guest_main(void)
{
	static const char *const argv[] = { GUEST_SELF, "inside", NULL };

	if (guest_role("inside")) {
		EXPECT(getuid(), ==, 0U);
		EXPECT(geteuid(), ==, 0U);
		return 60;
	}
	if (guest_role("start")) {
		char text[32];

		EXPECT(guest_read_file("/proc/sys/kernel/overflowuid", text, sizeof(text)), >,
		       0L);

		const uid_t nobody = (uid_t)strtoul(text, NULL, 10);

		if (!EXPECT(unshare(CLONE_NEWUSER), ==, 0))
			return 61;
		/* Nobody, until the map is written. */
		EXPECT(getuid(), ==, nobody);
		EXPECT(map_to_root(), ==, 8);
		EXPECT(getuid(), ==, 0U);
		EXPECT(chroot("/"), ==, 0);
		guest_become(GUEST_SELF, argv, (const char *const *)guest_envp);
	}

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		MUST(setresgid, USER, USER, USER);
		MUST(setresuid, USER, USER, USER);
		guest_go_home();
		/* Changing the user made this process undumpable, and its files
		 * under /proc root's; a program executed is its own again. */
		const char *const start[] = { GUEST_SELF, "start", NULL };

		guest_become(GUEST_SELF, start, (const char *const *)guest_envp);
	}
	EXPECT(guest_wait(pid), ==, 60 << 8);
	return 0;
}

#else

CASE(user_namespace, .rule = "NS-3",
     .summary = "unshare(CLONE_NEWUSER) makes a user namespace, and programs run in it",
     .needs = NEEDS_USER_NAMESPACES, .shared = true);

#endif
