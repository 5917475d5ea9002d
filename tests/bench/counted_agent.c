/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The agent of the counted machine. Before the first container it does what
 * would otherwise make the first run of anything unlike the second: it reads
 * the files that containers use, so that they come from memory ever after.
 */
#include "agent.h"

#include <fcntl.h>
#include <fnmatch.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * What no program here opens or looks up: most of the files. To read those too
 * takes longer than the machine's start. `make bench` says READS if something
 * is missed.
 */
static const char *const unread[] = {
	"/image/usr/bin/*-lto-dump-*",
	"/image/usr/include/linux",
	"/image/usr/lib/*/bitcode",
	"/image/usr/lib/*/lib*san.*",
	"/image/usr/lib/*/perl",
	"/image/usr/lib/go-*/pkg/tool/*/[!c]*",
	"/image/usr/lib/linux",
	"/image/usr/lib/python3/dist-packages/django/contrib/[fghpr]*",
	"/image/usr/lib/python3/dist-packages/django/contrib/admin*",
	"/image/usr/lib/ruby/*/bundler",
	"/image/usr/lib/ruby/*/rubygems",
	"/image/usr/lib/ruby/gems",
	"/image/usr/libexec/*/lto1",
	"/image/usr/share/[!clnpz]*",
	"/image/usr/share/cmake-*/[!M]*",
	"/image/usr/share/perl",
};

static bool is_unread(const char *path)
{
	for (size_t i = 0; i < sizeof(unread) / sizeof(unread[0]); i++)
		if (fnmatch(unread[i], path, 0) == 0)
			return true;
	return false;
}

static int read_file(const char *path, const struct stat *s, int type, struct FTW *ftw)
{
	static char buffer[1 << 20];

	(void)ftw;
	if (is_unread(path))
		return FTW_SKIP_SUBTREE;
	if (type != FTW_F || !S_ISREG(s->st_mode))
		return FTW_CONTINUE;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return FTW_CONTINUE;
	while (read(fd, buffer, sizeof(buffer)) > 0)
		continue;
	close(fd);
	return FTW_CONTINUE;
}

static void let_containers_count(void)
{
	static const char path[] = "/proc/sys/kernel/perf_event_paranoid";
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, "-1", 2) != 2)
		fprintf(stderr, "bench: %s: no counters in containers\n", path);
	if (fd >= 0)
		close(fd);
}

int main(void)
{
	static const char *const directories[] = { "/image", "/payload/guests", "/backend",
						   "/usr/bin/crun",
						   "/usr/lib/aarch64-linux-gnu" };
	int stream = vm_init();

	let_containers_count();
	for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++)
		nftw(directories[i], read_file, 32, FTW_PHYS | FTW_MOUNT | FTW_ACTIONRETVAL);
	return agent_serve(stream, stream);
}
