/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The new calls for mounts, which util-linux, systemd and container engines use
 * first where they are: a file system is opened, set up, made and attached.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#include <linux/mount.h>
#include <sys/statfs.h>

#undef OPEN_TREE_CLONE
#define OPEN_TREE_CLONE 1

#define PLACE "/tmp/new_mounts"

static bool writable(const char *path)
{
	const int fd = open(path, O_WRONLY | O_CREAT, 0600);

	close(fd);
	return fd >= 0;
}

static void check_new(void)
{
	const int fs = (int)SYS(fsopen, "tmpfs", FSOPEN_CLOEXEC);
	struct statfs s = { 0 };
	char text[128] = "";

	if (!EXPECT_ROW("fsopen", fs, >=, 0))
		return;
	EXPECT_ROW("FSOPEN_CLOEXEC", fcntl(fs, F_GETFD), ==, FD_CLOEXEC);
	EXPECT(SYS(fsconfig, fs, FSCONFIG_SET_STRING, "size", "1048576", 0), ==, 0);
	EXPECT(SYS(fsconfig, fs, FSCONFIG_SET_STRING, "no-such-option", "1", 0), ==, -EINVAL);
	EXPECT_ROW("the message of what was wrong", SYS(read, fs, text, sizeof(text) - 1), >,
		   0L);
	EXPECT_ROW("it is an error", text[0], ==, 'e');
	EXPECT(SYS(fsconfig, fs, FSCONFIG_SET_FLAG, "ro", NULL, 0), ==, 0);
	EXPECT(SYS(fsconfig, fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0), ==, 0);

	const int mount =
		(int)SYS(fsmount, fs, FSMOUNT_CLOEXEC, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);

	if (!EXPECT_ROW("fsmount", mount, >=, 0))
		return;
	EXPECT(SYS(move_mount, mount, "", AT_FDCWD, PLACE "/a", MOVE_MOUNT_F_EMPTY_PATH), ==,
	       0);
	EXPECT(SYS(statfs, PLACE "/a", &s), ==, 0);
	EXPECT_ROW("the kind of file system", s.f_type, ==, 0x01021994L);
	EXPECT_ROW("its size", (long)(s.f_blocks * (unsigned long)s.f_bsize), ==, 1048576L);
	/* ST_RDONLY, ST_NOSUID, ST_NOEXEC */
	EXPECT_ROW("its flags", s.f_flags & 0xb, ==, MUTATE(0xbL, 0L));
	EXPECT_ROW("it is read-only", writable(PLACE "/a/file"), ==, false);

	const int pick = (int)SYS(fspick, AT_FDCWD, PLACE "/a",
				  FSPICK_CLOEXEC | FSPICK_SYMLINK_NOFOLLOW);

	EXPECT_ROW("fspick", pick, >=, 0);
	EXPECT(SYS(fsconfig, pick, FSCONFIG_SET_FLAG, "rw", NULL, 0), ==, 0);
	EXPECT(SYS(fsconfig, pick, FSCONFIG_CMD_RECONFIGURE, NULL, NULL, 0), ==, 0);
	EXPECT_ROW("it can be written now", writable(PLACE "/a/file"), ==, true);
	EXPECT(SYS(fspick, mount, "", FSPICK_EMPTY_PATH), >=, 0);
	EXPECT(SYS(fsopen, "no-such-file-system", 0), ==, -ENODEV);
	EXPECT(SYS(fsopen, "tmpfs", 0x100), ==, -EINVAL);
	EXPECT(SYS(fsconfig, 0, FSCONFIG_CMD_CREATE, NULL, NULL, 0), ==, -EINVAL);
}

static void check_tree(void)
{
	struct mount_attr attr = { .attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV |
					       MOUNT_ATTR_NOATIME | MOUNT_ATTR_NODIRATIME |
					       MOUNT_ATTR_NOSYMFOLLOW,
				   .attr_clr = MOUNT_ATTR__ATIME };
	struct statfs s = { 0 };
	const int tree = (int)SYS(open_tree, AT_FDCWD, PLACE "/a",
				  OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);

	if (!EXPECT_ROW("open_tree", tree, >=, 0))
		return;
	EXPECT(SYS(mount_setattr, tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attr, sizeof(attr)),
	       ==, 0);
	EXPECT(SYS(move_mount, tree, "", AT_FDCWD, PLACE "/b",
		   MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_SYMLINKS),
	       ==, 0);
	EXPECT_ROW("the copy shows the file", guest_exists(PLACE "/b/file"), ==, true);
	EXPECT_ROW("the copy is read-only", writable(PLACE "/b/file"), ==, false);
	EXPECT_ROW("the original is not", writable(PLACE "/a/file"), ==, true);
	EXPECT(SYS(statfs, PLACE "/b", &s), ==, 0);
	/* ST_RDONLY, ST_NODEV, ST_NOATIME, ST_NODIRATIME */
	EXPECT_ROW("the copy's flags", s.f_flags & 0xc05, ==, 0xc05L);
	attr = (struct mount_attr){ .attr_set = MOUNT_ATTR_STRICTATIME,
				    .attr_clr = MOUNT_ATTR__ATIME };
	EXPECT(SYS(mount_setattr, AT_FDCWD, PLACE "/b", 0, &attr, sizeof(attr)), ==, 0);
	attr = (struct mount_attr){ .attr_set = 1UL << 40 };
	EXPECT(SYS(mount_setattr, AT_FDCWD, PLACE "/b", 0, &attr, sizeof(attr)), ==, -EINVAL);
	EXPECT(SYS(mount_setattr, AT_FDCWD, PLACE "/b", 0, &attr, 8), ==, -EINVAL);

	/* A mount moves from place to place. */
	EXPECT(SYS(move_mount, AT_FDCWD, PLACE "/b", AT_FDCWD, PLACE "/c",
		   MOVE_MOUNT_F_SYMLINKS),
	       ==, 0);
	EXPECT_ROW("it is there", guest_exists(PLACE "/c/file"), ==, true);
	EXPECT_ROW("and no longer here", guest_exists(PLACE "/b/file"), ==, false);
	EXPECT(SYS(move_mount, AT_FDCWD, PLACE "/b", AT_FDCWD, PLACE "/a", 0), ==, -EINVAL);
	const int c = MUST(open, PLACE "/c", O_PATH);

	EXPECT(SYS(move_mount, c, "", MUST(open, PLACE "/b", O_PATH), "",
		   MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH),
	       ==, 0);
	EXPECT_ROW("by descriptors alone", guest_exists(PLACE "/b/file"), ==, true);
	EXPECT(SYS(open_tree, AT_FDCWD, "/tmp/none", 0), ==, -ENOENT);
	EXPECT(SYS(open_tree, AT_FDCWD, PLACE, 0x40000000), ==, -EINVAL);
}

int guest_main(void)
{
	/* MS_REC | MS_PRIVATE: for all that are tried here. */
	MUST_SYS(mount, NULL, "/", NULL, 0x44000, NULL);
	MUST(mkdir, PLACE, 0755);
	MUST(mkdir, PLACE "/a", 0755);
	MUST(mkdir, PLACE "/b", 0755);
	MUST(mkdir, PLACE "/c", 0755);
	check_new();
	check_tree();
	return 0;
}

#else

CASE(new_mounts, .rule = "NS-41", .privileged = true,
     .summary = "fsopen, fsconfig, fsmount, fspick, open_tree, move_mount and mount_setattr "
		"make, change "
		"and move mounts");

#endif
