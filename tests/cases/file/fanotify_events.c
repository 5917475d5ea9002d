/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * fanotify: what virus scanners and file watchers of desktops use; events carry an
 * open descriptor or a handle of the file.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#include <stdio.h>
#include <sys/fanotify.h>
#include <sys/mount.h>

#define PLACE "/tmp/fanotify_events"
#define FILE_NAME PLACE "/file"

static char events[4096] __attribute__((aligned(8)));

/* All masks that were told for a file by now; the last event's descriptor. */
static unsigned long told(int fan, int *fd)
{
	const long size = SYS(read, fan, events, sizeof(events));
	unsigned long masks = 0;

	for (long at = 0; at + (long)sizeof(struct fanotify_event_metadata) <= size;) {
		const struct fanotify_event_metadata *event = (void *)(events + at);

		EXPECT_ROW("an event's version", event->vers, ==, FANOTIFY_METADATA_VERSION);
		EXPECT_ROW("an event's process", event->pid, ==, getpid());
		masks |= event->mask;
		if (*fd >= 0 && event->fd >= 0)
			close(*fd);
		*fd = event->fd;
		if (!event->event_len)
			break;
		at += event->event_len;
	}
	return masks;
}

int guest_main(void)
{
	const unsigned all =
		FAN_OPEN | FAN_ACCESS | FAN_MODIFY | FAN_CLOSE_WRITE | FAN_CLOSE_NOWRITE;
	struct stat own;
	struct stat got;
	int event_fd = -1;

	MUST(mkdir, PLACE, 0755);
	MUST(mount, "tmpfs", PLACE, "tmpfs", 0, NULL);
	MUST(guest_make_file, FILE_NAME, "0123456789", 10, 0644);
	MUST(stat, FILE_NAME, &own);

	const int fan = (int)SYS(fanotify_init, FAN_CLOEXEC | FAN_NONBLOCK | FAN_CLASS_NOTIF,
				 O_RDONLY | O_LARGEFILE);

	if (!EXPECT_ROW("fanotify_init", fan, >=, 0))
		return 1;
	EXPECT_ROW("FAN_CLOEXEC", fcntl(fan, F_GETFD), ==, FD_CLOEXEC);
	EXPECT(SYS(fanotify_mark, fan, FAN_MARK_ADD,
		   MUTATE(all, FAN_ATTRIB) | FAN_EVENT_ON_CHILD, AT_FDCWD, PLACE),
	       ==, 0);
	char byte;
	int fd = MUST(open, FILE_NAME, O_RDONLY);

	MUST(read, fd, &byte, 1);
	close(fd);
	EXPECT_ROW("events of a reader", told(fan, &event_fd), ==,
		   (unsigned long)(FAN_OPEN | FAN_ACCESS | FAN_CLOSE_NOWRITE));
	if (EXPECT_ROW("the event's descriptor", event_fd, >=, 0))
		EXPECT_ROW("is the file",
			   fstat(event_fd, &got) == 0 && got.st_ino == own.st_ino, ==, true);
	fd = MUST(open, FILE_NAME, O_WRONLY);
	MUST(write, fd, "x", 1);
	close(fd);
	EXPECT_ROW("events of a writer", told(fan, &event_fd), ==,
		   (unsigned long)(FAN_OPEN | FAN_MODIFY | FAN_CLOSE_WRITE));
	EXPECT(SYS(fanotify_mark, fan,
		   FAN_MARK_ADD | FAN_MARK_IGNORED_MASK | FAN_MARK_IGNORED_SURV_MODIFY,
		   FAN_OPEN, AT_FDCWD, FILE_NAME),
	       ==, 0);
	close(MUST(open, FILE_NAME, O_RDONLY));
	EXPECT_ROW("without the ignored", told(fan, &event_fd), ==,
		   (unsigned long)FAN_CLOSE_NOWRITE);
	EXPECT(SYS(fanotify_mark, fan, FAN_MARK_REMOVE, all, AT_FDCWD, PLACE), ==, 0);
	close(MUST(open, FILE_NAME, O_RDONLY));
	EXPECT(SYS(read, fan, events, sizeof(events)), ==, -EAGAIN);
	EXPECT(SYS(fanotify_mark, fan, FAN_MARK_ADD | FAN_MARK_MOUNT, FAN_OPEN_EXEC, AT_FDCWD,
		   PLACE),
	       ==, 0);
	EXPECT(SYS(fanotify_mark, fan, FAN_MARK_FLUSH | FAN_MARK_MOUNT, 0, AT_FDCWD, PLACE), ==,
	       0);
	EXPECT(SYS(fanotify_mark, fan, FAN_MARK_FLUSH, 0, AT_FDCWD, PLACE), ==, 0);
	EXPECT(SYS(fanotify_mark, fan, FAN_MARK_ADD | FAN_MARK_ONLYDIR, FAN_OPEN, AT_FDCWD,
		   FILE_NAME),
	       ==, -ENOTDIR);
	EXPECT(SYS(fanotify_mark, fan, FAN_MARK_ADD, 0, AT_FDCWD, PLACE), ==, -EINVAL);
	EXPECT(SYS(fanotify_init, 1U << 31, O_RDONLY), ==, -EINVAL);
	EXPECT(SYS(fanotify_mark, 0, FAN_MARK_ADD, FAN_OPEN, AT_FDCWD, PLACE), ==, -EINVAL);

	/* Handles instead of descriptors, and names beside them. */
	const int by_name = (int)SYS(
		fanotify_init,
		FAN_NONBLOCK | FAN_REPORT_FID | FAN_REPORT_DIR_FID | FAN_REPORT_NAME, O_RDONLY);

	EXPECT_ROW("fanotify_init with FAN_REPORT_NAME", by_name, >=, 0);
	EXPECT(SYS(fanotify_mark, by_name, FAN_MARK_ADD | FAN_MARK_DONT_FOLLOW,
		   FAN_CREATE | FAN_DELETE | FAN_MOVED_FROM | FAN_MOVED_TO | FAN_DELETE_SELF |
			   FAN_MOVE_SELF | FAN_ATTRIB | FAN_ONDIR,
		   AT_FDCWD, PLACE),
	       ==, 0);
	MUST(rename, FILE_NAME, PLACE "/moved");
	MUST(mkdir, PLACE "/sub", 0700);
	MUST(unlink, PLACE "/moved");
	event_fd = -1;
	EXPECT_ROW("events by name", told(by_name, &event_fd), ==,
		   (unsigned long)(FAN_MOVED_FROM | FAN_MOVED_TO | FAN_CREATE | FAN_DELETE |
				   FAN_ONDIR));
	EXPECT_ROW("without a descriptor", event_fd, ==, FAN_NOFD);

	bool found = false;

	for (size_t i = 0; i + 6 < sizeof(events); i++)
		found |= memcmp(events + i, "moved", 6) == 0;
	EXPECT_ROW("the name is told", found, ==, true);
	umount2(PLACE, MNT_DETACH);
	return 0;
}

#else

CASE(fanotify_events, .rule = "FILE-47", .privileged = true, .needs = NEEDS_FANOTIFY,
     .summary = "fanotify tells what happens to files, with a descriptor or with a name");

#endif
