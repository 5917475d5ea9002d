/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The old calls for mounts, flag by flag: what each forbids is forbidden, and statfs
 * tells it; and the ways to take a mount away.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#include <sys/mount.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>

#define PLACE "/tmp/mount_flags"
#define AT PLACE "/at"
#define OTHER PLACE "/other"

static long flags_of(const char *path)
{
	struct statfs s = { 0 };

	return SYS(statfs, path, &s) < 0 ? -1 : (long)s.f_flags & 0x140f;
}

static void check_flags(void)
{
	static const struct {
		const char *what;
		unsigned long flags;
		long told;
	} rows[] = {
		{ "MS_RDONLY", MS_RDONLY, 1 },	     { "MS_NOSUID", MS_NOSUID, 2 },
		{ "MS_NODEV", MS_NODEV, 4 },	     { "MS_NOEXEC", MS_NOEXEC, 8 },
		{ "MS_NOATIME", MS_NOATIME, 0x400 }, { "MS_RELATIME", MS_RELATIME, 0x1000 },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		/* ST_RELATIME comes where no other rule for times is given. */
		const long wanted = rows[i].told | (rows[i].flags == MS_NOATIME ? 0 : 0x1000);

		EXPECT_ROW(rows[i].what,
			   CALL(mount, "x", AT, "tmpfs", MUTATE(rows[i].flags, 0), NULL), ==,
			   0L);
		EXPECT_ROW(rows[i].what, flags_of(AT), ==, wanted);
		EXPECT_ROW(rows[i].what, CALL(umount2, AT, 0), ==, 0L);
	}
	EXPECT(CALL(mount, "x", AT, "tmpfs", MS_NODIRATIME | MS_NOSYMFOLLOW, "mode=0700"), ==,
	       0);
	MUST(symlink, "/etc", AT "/link");
	EXPECT(SYS(openat, AT_FDCWD, AT "/link/passwd", O_RDONLY), ==, -ELOOP);
	EXPECT(CALL(mount, NULL, AT, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL), ==, 0);
	EXPECT_ROW("MS_REMOUNT", flags_of(AT) & 1, ==, 1L);
	EXPECT(SYS(mkdirat, AT_FDCWD, AT "/new", 0700), ==, -EROFS);
	EXPECT(CALL(mount, "x", AT, "no-such-kind", 0, NULL), ==, -ENODEV);
	EXPECT(CALL(mount, "x", PLACE "/none", "tmpfs", 0, NULL), ==, -ENOENT);
	EXPECT(CALL(mount, "x", AT, "tmpfs", 0, "no-such-option"), ==, -EINVAL);
	EXPECT(CALL(umount2, AT, 0), ==, 0);
}

static void check_places(void)
{
	EXPECT(CALL(mount, "x", AT, "tmpfs", 0, NULL), ==, 0);
	MUST(mkdir, AT "/below", 0700);
	EXPECT(CALL(mount, AT, OTHER, NULL, MS_BIND, NULL), ==, 0);
	EXPECT_ROW("MS_BIND", guest_exists(OTHER "/below"), ==, true);
	EXPECT(CALL(umount2, OTHER, 0), ==, 0);

	/* What is mounted below comes along with MS_REC alone. */
	EXPECT(CALL(mount, "y", AT "/below", "tmpfs", 0, NULL), ==, 0);
	MUST(mkdir, AT "/below/deep", 0700);
	EXPECT(CALL(mount, AT, OTHER, NULL, MS_BIND, NULL), ==, 0);
	EXPECT_ROW("MS_BIND alone", guest_exists(OTHER "/below/deep"), ==, false);
	EXPECT(CALL(umount2, OTHER, 0), ==, 0);
	EXPECT(CALL(mount, AT, OTHER, NULL, MS_BIND | MS_REC, NULL), ==, 0);
	EXPECT_ROW("MS_BIND and MS_REC", guest_exists(OTHER "/below/deep"), ==, true);
	EXPECT(CALL(umount2, OTHER, 0), ==, -EBUSY);
	EXPECT(CALL(umount2, OTHER, MNT_DETACH), ==, 0);
	EXPECT(CALL(mount, AT "/below", OTHER, NULL, MS_MOVE, NULL), ==, 0);
	EXPECT_ROW("MS_MOVE: there", guest_exists(OTHER "/deep"), ==, true);
	EXPECT_ROW("MS_MOVE: not here", guest_exists(AT "/below/deep"), ==, false);

	/* The first time marks it, the second takes it. */
	EXPECT(CALL(umount2, OTHER, MNT_EXPIRE), ==, -EAGAIN);
	EXPECT(CALL(umount2, OTHER, MNT_EXPIRE), ==, 0);
	EXPECT(CALL(umount2, OTHER, MNT_FORCE | MNT_EXPIRE), ==, -EINVAL);
	EXPECT(CALL(umount2, OTHER, 0), ==, -EINVAL);
	EXPECT(CALL(umount2, OTHER, 0x100), ==, -EINVAL);
	MUST(symlink, AT, PLACE "/link");
	EXPECT(CALL(umount2, PLACE "/link", UMOUNT_NOFOLLOW), ==, -EINVAL);
	EXPECT(CALL(umount2, PLACE "/link", MNT_FORCE), ==, 0);
}

static void check_sharing(void)
{
	EXPECT(CALL(mount, "x", AT, "tmpfs", 0, NULL), ==, 0);
	EXPECT(CALL(mount, NULL, AT, NULL, MS_SHARED, NULL), ==, 0);
	EXPECT(CALL(mount, AT, OTHER, NULL, MS_BIND, NULL), ==, 0);
	MUST(mkdir, AT "/below", 0700);
	EXPECT(CALL(mount, "y", AT "/below", "tmpfs", 0, NULL), ==, 0);
	MUST(mkdir, AT "/below/deep", 0700);
	EXPECT_ROW("MS_SHARED: a mount shows in both", guest_exists(OTHER "/below/deep"), ==,
		   true);
	EXPECT(CALL(mount, NULL, OTHER, NULL, MS_SLAVE | MS_REC, NULL), ==, 0);
	EXPECT(CALL(mount, "z", OTHER "/below", "tmpfs", 0, NULL), ==, 0);
	EXPECT_ROW("MS_SLAVE: not the other way", guest_exists(AT "/below/deep"), ==, true);
	EXPECT(CALL(mount, NULL, OTHER, NULL, MS_PRIVATE, NULL), ==, 0);
	EXPECT(CALL(mount, NULL, AT, NULL, MS_UNBINDABLE, NULL), ==, 0);
	EXPECT(CALL(mount, AT, PLACE "/third", NULL, MS_BIND, NULL), ==, -EINVAL);
	EXPECT(CALL(mount, NULL, AT, NULL, MS_SHARED | MS_PRIVATE, NULL), ==, -EINVAL);
	EXPECT(CALL(umount2, OTHER, MNT_DETACH), ==, 0);
	EXPECT(CALL(umount2, AT, MNT_DETACH), ==, 0);
}

int guest_main(void)
{
	MUST_SYS(mount, NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
	MUST(mkdir, PLACE, 0755);
	MUST(mkdir, AT, 0755);
	MUST(mkdir, OTHER, 0755);
	MUST(mkdir, PLACE "/third", 0755);
	check_flags();
	check_places();
	check_sharing();
	return 0;
}

#else

CASE(mount_flags, .rule = "NS-42", .privileged = true,
     .summary =
	     "each flag of mount(2) and umount2(2) does what it says, and statfs(2) tells it");

#endif
