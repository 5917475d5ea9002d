/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A program goes into a directory of its own and executes a copy of itself
 * there, as HAProxy does: no /proc, and nothing of the image either.
 */
#include "case.h"

#ifdef GUEST

#include "root.h"

int guest_main(void)
{
	static const char *const argv[] = { ROOT_GUEST, "inside", NULL };

	/* No report in there: exit statuses speak. */
	if (guest_role("inside")) {
		if (guest_exists("/proc/self"))
			return 61;
		/* Once more, by a new process. */
		return guest_run(ROOT_GUEST, "again", NULL) == 62 << 8 ? 60 : 63;
	}
	if (guest_role("again"))
		return 62;

	MUST(mkdir, "/tmp/root", 0755);
	MAKE_ROOT("/tmp/root");

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		MUST(chroot, "/tmp/root");
		MUST(chdir, "/");
		MUTATE(, MUST(chmod, ROOT_GUEST, 0600));
		guest_become(ROOT_GUEST, argv, (const char *const *)guest_envp);
	}
	EXPECT(guest_wait(pid), ==, 60 << 8);
	/* Control: out here there is no such path. */
	EXPECT(guest_execute(ROOT_GUEST, argv, (const char *const *)guest_envp), ==,
	       ENOENT << 8);
	return 0;
}

#else

CASE(chroot_without_proc, .rule = "NS-1",
     .summary = "a program runs after chroot(2) into a directory without /proc",
     .issues = { "https://github.com/orbstack/orbstack/issues/1401" });

#endif
