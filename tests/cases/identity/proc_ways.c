/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * One file of /proc has many names: by path, by process or thread number, from an
 * opened directory, through a link, from another process, after chdir. All of
 * them show the program, not what translates it.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#include <linux/openat2.h>
#include <stdlib.h>

#define LINK "/tmp/proc_ways.link"

static char reference[1 << 16];
static char text[1 << 17];
static int pid;

static long slurp(int fd)
{
	long size = 0;
	long n;

	if (fd < 0)
		return fd;
	while ((n = SYS(read, fd, text + size, sizeof(text) - 1 - (size_t)size)) > 0)
		size += n;
	text[size] = 0;
	SYS(close, fd);
	return size;
}

/* Has some line the address, and the name in it? */
static bool names(uintptr_t address, const char *name)
{
	for (char *line = text; *line;) {
		char *dash;
		const uintptr_t start = strtoul(line, &dash, 16);
		const uintptr_t end = *dash == '-' ? strtoul(dash + 1, NULL, 16) : 0;
		char *next = strchr(line, '\n');

		if (next)
			*next = 0;
		if (address >= start && address < end)
			return strstr(line, name) != NULL;
		if (!next)
			break;
		line = next + 1;
	}
	return false;
}

/* By which of the ways a file in /proc/self is opened; NULL: no more. */
static const char *open_by(int way, const char *name, int *fd)
{
	char path[64];

	switch (way) {
	case 0:
		guest_format(path, sizeof(path), "/proc/self/%s", name);
		*fd = (int)SYS(openat, AT_FDCWD, path, O_RDONLY);
		return "/proc/self";
	case 1:
		guest_format(path, sizeof(path), "/proc/%d/%s", pid, name);
		*fd = (int)SYS(openat, AT_FDCWD, path, O_RDONLY);
		return "/proc/PID";
	case 2:
		guest_format(path, sizeof(path), "/proc/thread-self/%s", name);
		*fd = (int)SYS(openat, AT_FDCWD, path, O_RDONLY);
		return "/proc/thread-self";
	case 3:
		guest_format(path, sizeof(path), "/proc/self/task/%d/%s", pid, name);
		*fd = (int)SYS(openat, AT_FDCWD, path, O_RDONLY);
		return "/proc/self/task/TID";
	case 4: {
		const int at = open("/proc/self", O_RDONLY | O_DIRECTORY);

		*fd = (int)SYS(openat, at, name, O_RDONLY);
		close(at);
		return "from /proc/self opened";
	}
	case 5: {
		const int at = open("/proc", O_PATH | O_DIRECTORY);

		guest_format(path, sizeof(path), "self/%s", name);
		*fd = (int)SYS(openat, at, path, O_RDONLY);
		close(at);
		return "from /proc opened by O_PATH";
	}
	case 6: {
		const int at = open("/proc", O_RDONLY | O_DIRECTORY);

		guest_format(path, sizeof(path), "%d/%s", pid, name);
		*fd = (int)SYS(openat, at, path, O_RDONLY);
		close(at);
		return "PID from /proc opened";
	}
	case 7: {
		const int at = open("/proc/self/task", O_RDONLY | O_DIRECTORY);

		guest_format(path, sizeof(path), "%d/%s", pid, name);
		*fd = (int)SYS(openat, at, path, O_RDONLY);
		close(at);
		return "TID from /proc/self/task opened";
	}
	case 8:
		guest_format(path, sizeof(path), "../proc/./self//%s", name);
		*fd = chdir("/tmp") ? -1 : (int)SYS(openat, AT_FDCWD, path, O_RDONLY);
		return "a path with dots";
	case 9:
		*fd = chdir("/proc/self") ? -1 : (int)SYS(openat, AT_FDCWD, name, O_RDONLY);
		MUST(chdir, "/");
		return "after chdir to /proc/self";
	case 10:
		guest_format(path, sizeof(path), "/proc/self/%s", name);
		unlink(LINK);
		MUST(symlink, path, LINK);
		*fd = (int)SYS(openat, AT_FDCWD, LINK, O_RDONLY);
		unlink(LINK);
		return "through a symbolic link";
	case 11:
		guest_format(path, sizeof(path), "/proc/self/root/proc/self/%s", name);
		*fd = (int)SYS(openat, AT_FDCWD, path, O_RDONLY);
		return "through /proc/self/root";
#ifdef __x86_64__
	case 12:
		guest_format(path, sizeof(path), "/proc/self/%s", name);
		*fd = (int)SYS(open, path, O_RDONLY);
		return "by open(2)'s own number";
#endif
	case 13: {
		const struct open_how how = { .flags = O_RDONLY };

		guest_format(path, sizeof(path), "/proc/self/%s", name);
		*fd = (int)SYS(openat2, AT_FDCWD, path, &how, sizeof(how));
		return "by openat2(2)";
	}
	}
	return NULL;
}

enum { WAYS = 14 };

static const char *claim(const char *file, const char *way)
{
	static char line[96];

	guest_format(line, sizeof(line), "%s, %s", file, way);
	return line;
}

static void check_maps(void)
{
	const uintptr_t code = (uintptr_t)guest_main;
	const uintptr_t stack = (uintptr_t)__builtin_frame_address(0);

	for (int way = 0; way < WAYS; way++) {
		int fd = -1;
		const char *name = open_by(way, "maps", &fd);

		if (!name)
			continue;
		EXPECT_ROW(claim("maps", name), slurp(fd), >, 0L);
		EXPECT_ROW(claim("maps: code", name), names(code, GUEST_SELF), ==, true);
		open_by(way, "maps", &fd);
		slurp(fd);
		EXPECT_ROW(claim("maps: stack", name), names(stack, "[stack]"), ==, true);
	}
}

/* Those that are the same bytes whenever they are read. */
static void check_bytes(const char *file, const char *wanted, long size)
{
	for (int way = 0; way < WAYS; way++) {
		int fd = -1;
		const char *name = open_by(way, file, &fd);

		if (!name)
			continue;
		EXPECT_ROW(claim(file, name), slurp(fd), ==, MUTATE(size, size + 1));
		EXPECT_ROW(claim(file, name), memcmp(text, wanted, (size_t)size), ==, 0);
	}
}

static void check_exe(void)
{
	struct stat own;
	struct stat got;

	MUST(stat, GUEST_SELF, &own);
	for (int way = 0; way < WAYS; way++) {
		int fd = -1;
		const char *name = open_by(way, "exe", &fd);

		if (!name)
			continue;
		if (EXPECT_ROW(claim("exe", name), fd, >=, 0) && fstat(fd, &got) == 0)
			EXPECT_ROW(claim("exe: its number", name), got.st_ino, ==, own.st_ino);
		close(fd);
	}

	const int self = MUST(open, "/proc/self", O_RDONLY | O_DIRECTORY);
	const int proc = MUST(open, "/proc", O_RDONLY | O_DIRECTORY);
	char by_pid[32];
	const struct {
		const char *what;
		int at;
		const char *path;
	} rows[] = {
		{ "readlinkat from /proc/self", self, "exe" },
		{ "readlinkat from /proc", proc, "self/exe" },
		{ "readlinkat from /proc, PID", proc, by_pid },
		{ "readlinkat from /proc, thread-self", proc, "thread-self/exe" },
		{ "readlinkat, a path with dots", AT_FDCWD, "/proc/../proc/self/exe" },
		{ "readlinkat, /proc/self/root", AT_FDCWD, "/proc/self/root/proc/self/exe" },
	};

	guest_format(by_pid, sizeof(by_pid), "%d/exe", pid);
	for (size_t i = 0; i < COUNT(rows); i++) {
		long n = SYS(readlinkat, rows[i].at, rows[i].path, text, sizeof(text) - 1);

		text[n > 0 ? n : 0] = 0;
		EXPECT_ROW(rows[i].what, strcmp(text, GUEST_SELF), ==, 0);
		EXPECT_ROW(rows[i].what,
			   SYS(newfstatat, rows[i].at, rows[i].path, &got, 0) == 0 &&
				   got.st_ino == own.st_ino,
			   ==, true);
	}
	close(self);
	close(proc);
}

int guest_main(void)
{
	static const char comm[] = "proc_ways\n";
	const char *at = reference;
	long size;

	pid = getpid();
	/* As execve(2) handed them over. */
	for (int i = 0; i < guest_argc; i++) {
		memcpy((char *)at, guest_argv[i], strlen(guest_argv[i]) + 1);
		at += strlen(guest_argv[i]) + 1;
	}
	size = at - reference;
	check_bytes("cmdline", reference, size);
	MUST(guest_write_all, MUST(open, "/proc/self/comm", O_WRONLY), "proc_ways", 9);
	check_bytes("comm", comm, sizeof(comm) - 1);

	const unsigned long *entry = guest_auxv;

	while (entry[0])
		entry += 2;
	check_bytes("auxv", (const char *)guest_auxv,
		    (const char *)(entry + 2) - (const char *)guest_auxv);
	check_exe();
	check_maps();

	/* From a child, which has another /proc/self. */
	const int child = MUST(fork);

	if (child == 0) {
		char path[32];

		guest_format(path, sizeof(path), "/proc/%d/cmdline", pid);
		const bool same = slurp((int)SYS(openat, AT_FDCWD, path, O_RDONLY)) == size &&
				  memcmp(text, reference, (size_t)size) == 0;

		guest_format(path, sizeof(path), "/proc/%d/exe", pid);
		const long n = SYS(readlinkat, AT_FDCWD, path, text, sizeof(text) - 1);

		text[n > 0 ? n : 0] = 0;
		SYS(exit_group, same && strcmp(text, GUEST_SELF) == 0 ? 33 : 1);
	}
	EXPECT_ROW("cmdline and exe of the parent, from a child", guest_wait(child), ==,
		   33 << 8);
	return 0;
}

#else

CASE(proc_ways, .rule = "ID-40",
     .summary = "maps, cmdline, comm, auxv and exe are the program's by every path to them",
     .issues = { "https://gitlab.com/qemu-project/qemu/-/issues/2004",
		 "https://gitlab.com/qemu-project/qemu/-/issues/222" });

#endif
