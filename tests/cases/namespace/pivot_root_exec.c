/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* bubblewrap, Flatpak and container runtimes change the root of their mount
 * namespace, drop the old one and execute the program they were asked for. */
#include "case.h"

#ifdef GUEST

#include "root.h"

#include <sched.h>
#include <string.h>
#include <sys/mount.h>

int guest_main(void)
{
	static const char *const argv[] = { ROOT_GUEST, "inside", NULL };

	if (guest_role("inside")) {
		EXPECT(guest_exists("/etc/passwd"), ==, false);
		EXPECT(guest_run(ROOT_GUEST, "again", NULL), ==, 62 << 8);
		return 60;
	}
	if (guest_role("again"))
		return 62;

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		EXPECT(unshare(CLONE_NEWNS), ==, 0);
		MUST(mount, NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
		MUST(mkdir, "/tmp/root", 0755);
		MUST(mount, "tmpfs", "/tmp/root", "tmpfs", 0, NULL);
		MAKE_ROOT("/tmp/root");
		MUST(mount, "/report", "/tmp/root/report", NULL, MS_BIND, NULL);
		MUST(chdir, "/tmp/root");
		EXPECT(SYS(pivot_root, ".", "."), ==, 0);
		EXPECT(umount2(".", MNT_DETACH), ==, 0);
		MUST(chdir, "/");
		MUTATE(, MUST(chmod, ROOT_GUEST, 0600));
		guest_become(ROOT_GUEST, argv, (const char *const *)guest_envp);
	}
	EXPECT(guest_wait(pid), ==, 60 << 8);
	/* Control: this process still has its root. */
	EXPECT(guest_exists("/etc/passwd"), ==, true);
	return 0;
}

#else

CASE(pivot_root_exec, .rule = "NS-2",
     .summary = "a program runs after pivot_root(2) into a tmpfs",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/1814" }, .privileged = true);

#endif
