/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* debootstrap, mock and image builders: a chroot with /proc mounted. What the
 * program sees there are paths of the new root. */
#include "case.h"

#ifdef GUEST

#include "root.h"

#include <string.h>
#include <sys/mount.h>

int guest_main(void)
{
	static const char *const argv[] = { ROOT_GUEST, "inside", NULL };
	char path[256] = "";

	if (guest_role("inside")) {
		EXPECT(readlink("/proc/self/exe", path, sizeof(path) - 1), ==,
		       (ssize_t)strlen(ROOT_GUEST));
		EXPECT_STR(path, ROOT_GUEST);
		EXPECT(guest_run("/proc/self/exe", "again", NULL), ==, 62 << 8);
		return 60;
	}
	if (guest_role("again"))
		return 62;

	MUST(mkdir, "/tmp/root", 0755);
	MAKE_ROOT("/tmp/root");
	MUTATE(MUST(mount, "/proc", "/tmp/root/proc", NULL, MS_BIND | MS_REC, NULL), (void)0);
	MUST(mount, "/report", "/tmp/root/report", NULL, MS_BIND, NULL);

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		MUST(chroot, "/tmp/root");
		MUST(chdir, "/");
		guest_become(ROOT_GUEST, argv, (const char *const *)guest_envp);
	}
	EXPECT(guest_wait(pid), ==, 60 << 8);
	return 0;
}

#else

CASE(chroot_with_proc, .rule = "NS-1",
     .summary = "in a chroot with /proc a program runs and finds itself",
     .issues = { "https://github.com/docker/for-mac/issues/6973",
		 "https://github.com/apple/container/issues/1500" },
     .privileged = true);

#endif
