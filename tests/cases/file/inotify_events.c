/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * File watchers (webpack, dotnet watch, tail -f, systemd's path units) see
 * nothing change in containers whose inotify does not work.
 */
#include "case.h"

#ifdef GUEST

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIRECTORY "/tmp/watched"

static char buffer[4096] __attribute__((aligned(8)));
static ssize_t length;
static ssize_t position;

static const struct inotify_event *next(int fd)
{
	static const struct inotify_event none;

	if (position >= length) {
		position = 0;
		length = read(fd, buffer, sizeof(buffer));
		if (length <= 0)
			return &none;
	}

	const struct inotify_event *event = (void *)(buffer + position);

	position += (ssize_t)(sizeof(*event) + event->len);
	return event;
}

static unsigned expect(int fd, const char *what, unsigned mask, const char *name)
{
	const struct inotify_event *event = next(fd);

	EXPECT_ROW(what, event->mask, ==, mask);
	if (EXPECT_ROW("the event has a name", event->len > 0, ==, true))
		EXPECT_STR(event->name, name);
	return event->cookie;
}

int guest_main(void)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	REFUSE_IF(fd < 0 && errno == ENOSYS, "inotify_init1: ENOSYS");
	if (!EXPECT(fd, >=, 0))
		return 1;
	MUST(mkdir, DIRECTORY, 0700);

	int watch =
		inotify_add_watch(fd, MUTATE(DIRECTORY, "/"),
				  IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVE | IN_DELETE);

	EXPECT(watch, >, 0);
	EXPECT_ERROR(read(fd, buffer, sizeof(buffer)), EAGAIN);

	int file = MUST(open, DIRECTORY "/one", O_WRONLY | O_CREAT, 0600);

	MUST(write, file, "x", 1);
	close(file);
	MUST(rename, DIRECTORY "/one", DIRECTORY "/another");
	MUST(unlink, DIRECTORY "/another");
	MUST(mkdir, DIRECTORY "/below", 0700);

	expect(fd, "open with O_CREAT", IN_CREATE, "one");
	expect(fd, "write", IN_MODIFY, "one");
	expect(fd, "close", IN_CLOSE_WRITE, "one");

	unsigned from = expect(fd, "rename: the old name", IN_MOVED_FROM, "one");
	unsigned to = expect(fd, "rename: the new name", IN_MOVED_TO, "another");

	EXPECT_ROW("one cookie for both names", from == to && from != 0, ==, true);
	expect(fd, "unlink", IN_DELETE, "another");
	expect(fd, "mkdir", IN_CREATE | IN_ISDIR, "below");

	EXPECT(inotify_rm_watch(fd, watch), ==, 0);

	const struct inotify_event *event = next(fd);

	EXPECT_ROW("the end of the watch", event->mask, ==, (unsigned)IN_IGNORED);
	EXPECT_ROW("whose watch", event->wd, ==, watch);
	EXPECT_ERROR(inotify_rm_watch(fd, watch), EINVAL);
	EXPECT_ERROR(inotify_add_watch(fd, DIRECTORY "/none", IN_CREATE), ENOENT);
	rmdir(DIRECTORY "/below");
	rmdir(DIRECTORY);
	return 0;
}

#else

CASE(inotify_events, .rule = "FILE-2", .needs = NEEDS_INOTIFY, .shared = true,
     .summary = "inotify(7) tells creation, change, renaming and deletion by name",
     .issues = { "https://github.com/docker/for-mac/issues/5321",
		 "https://github.com/notify-rs/notify/issues/423" });

#endif
