/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A rootless container that mounts binfmt_misc has one of its own since Linux 6.7,
 * and it is empty: what starts x86_64 programs outside is not registered there.
 * On an x86_64 CPU they need nobody to start them.
 */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <sched.h>
#include <string.h>
#include <sys/mount.h>

#define MOUNTED "/tmp/own_binfmt_misc"
#define SCRIPT "/tmp/script.own_binfmt_misc"

/* What the kernel says if no format fits, as the exit status of who tried. */
enum { NO_FORMAT = ENOEXEC << 8 };

static int run(const char *path)
{
	const char *const argv[] = { path, "inside", NULL };

	return guest_execute(path, argv, (const char *const *)guest_envp);
}

static void write_to(const char *path, const char *text)
{
	int fd = MUST(open, path, O_WRONLY | O_CLOEXEC);

	MUST_SYS(write, fd, text, strlen(text));
	close(fd);
}

static void make_own(unsigned user, unsigned group)
{
	char map[32];

	MUST(unshare, CLONE_NEWUSER | CLONE_NEWNS);
	write_to("/proc/self/setgroups", "deny");
	guest_format(map, sizeof(map), "0 %u 1", user);
	write_to("/proc/self/uid_map", map);
	guest_format(map, sizeof(map), "0 %u 1", group);
	write_to("/proc/self/gid_map", map);
	MUST(mount, "none", MOUNTED, "binfmt_misc", 0, NULL);
}

int guest_main(void)
{
	/* By the name's ending; the mutation's, of every ELF file. */
	static const char handler[] =
		MUTATE(":own:E::own_binfmt_misc::/bin/sh:", ":own:M::\\x7fELF::/bin/sh:");
	static const char script[] = "exit 62\n";

	if (guest_role("inside"))
		return 60;
	MUST(mkdir, MOUNTED, 0755);
	MUST(guest_make_file, SCRIPT, script, sizeof(script) - 1, 0755);

	int pid = (int)MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		make_own(getuid(), getgid());
		/* Control: no handler yet. */
		EXPECT(run(SCRIPT), ==, NO_FORMAT);
		write_to(MOUNTED "/register", handler);
		EXPECT(run(GUEST_SELF), ==, 60 << 8);
		EXPECT(guest_run("/bin/sh", "-c", "exit 61"), ==, 61 << 8);
		EXPECT(run(SCRIPT), ==, 62 << 8);
		SYS(exit_group, 63);
	}
	EXPECT(guest_wait(pid), ==, 63 << 8);
	/* Control: the handler was the namespace's. */
	EXPECT(run(SCRIPT), ==, NO_FORMAT);
	return 0;
}

#else

CASE(own_binfmt_misc, .rule = "NS-44",
     .summary = "programs run in a user namespace that has mounted a binfmt_misc of its own",
     .issues = { "https://github.com/containers/podman/issues/26966",
		 "https://github.com/apptainer/apptainer/issues/2730" },
     .needs = NEEDS_USER_NAMESPACES | NEEDS_OWN_BINFMT_MISC, .shared = true);

#endif
