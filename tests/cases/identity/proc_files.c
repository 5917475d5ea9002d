/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The files of /proc that programs read to learn about themselves and the machine:
 * each is there, has the form that its readers parse, and agrees with the calls.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

static char text[1 << 17];

static long slurp(const char *path)
{
	const int fd = (int)SYS(openat, AT_FDCWD, path, O_RDONLY);
	long size = 0;
	long n;

	text[0] = 0;
	if (fd < 0)
		return fd;
	while ((n = SYS(read, fd, text + size, sizeof(text) - 1 - (size_t)size)) > 0)
		size += n;
	SYS(close, fd);
	text[size] = 0;
	return n < 0 ? n : size;
}

/* The number that follows a word at the start of a line; -1 without it. */
static long number_after(const char *word)
{
	const size_t n = strlen(word);

	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, word, n) == 0) {
			line += n;
			while (*line == ' ' || *line == '\t')
				line++;
			return (long)strtoul(line, NULL, 10);
		}
		if (!*line)
			break;
	}
	return -1;
}

/* Those that only have to be there, with what every reader looks for. */
static void check_forms(void)
{
	static const struct {
		const char *path, *part;
	} rows[] = {
		{ "/proc/self/cgroup", ":/" },
		{ "/proc/self/mountinfo", " / / " },
		{ "/proc/self/mountinfo", " - " },
		{ "/proc/self/mounts", " / " },
		{ "/proc/mounts", " /proc proc " },
		{ "/proc/self/smaps", "\nRss:" },
		{ "/proc/self/smaps", "[stack]" },
		{ "/proc/self/net/dev", "lo:" },
		{ "/proc/self/net/tcp", "local_address" },
		{ "/proc/self/net/unix", "RefCount" },
		{ "/proc/filesystems", "\ttmpfs\n" },
		{ "/proc/filesystems", "nodev\tproc\n" },
		{ "/proc/stat", "\ncpu0 " },
		{ "/proc/stat", "\nbtime " },
		{ "/proc/version", "Linux version " },
		{ "/proc/meminfo", "\nMemFree:" },
		{ "/proc/meminfo", "\nMemAvailable:" },
	};
	static const char *const numbers[] = {
		"/proc/sys/kernel/pid_max",	"/proc/sys/kernel/cap_last_cap",
		"/proc/sys/kernel/ngroups_max", "/proc/sys/vm/max_map_count",
		"/proc/sys/fs/file-max",	"/proc/sys/fs/nr_open",
		"/proc/sys/fs/pipe-max-size",
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		EXPECT_ROW(rows[i].path, slurp(rows[i].path), >, 0L);
		EXPECT_ROW(rows[i].part, strstr(text, rows[i].part) != NULL, ==, true);
	}
	for (size_t i = 0; i < COUNT(numbers); i++) {
		EXPECT_ROW(numbers[i], slurp(numbers[i]), >, 1L);
		EXPECT_ROW(numbers[i], strtoul(text, NULL, 10), >, 15UL);
	}
	EXPECT(slurp("/proc/sys/vm/overcommit_memory"), ==, 2);
	EXPECT(slurp("/proc/sys/kernel/random/uuid"), ==, 37);
	EXPECT(slurp("/proc/sys/kernel/random/boot_id"), ==, 37);
	EXPECT(slurp("/sys/devices/system/cpu/online"), >, 1);
	EXPECT(slurp("/sys/devices/system/cpu/possible"), >, 1);
	EXPECT(slurp("/proc/loadavg"), >, 10);
}

static void check_status(void)
{
	char cwd[64] = "";
	char link[64] = "";

	EXPECT(slurp("/proc/self/status"), >, 500);
	EXPECT_ROW("status: Pid", number_after("Pid:"), ==, MUTATE((long)getpid(), 0L));
	EXPECT_ROW("status: PPid", number_after("PPid:"), ==, (long)getppid());
	EXPECT_ROW("status: TracerPid", number_after("TracerPid:"), ==, 0L);
	EXPECT_ROW("status: Uid", number_after("Uid:"), ==, (long)getuid());
	EXPECT_ROW("status: VmSize", number_after("VmSize:"), >, 0L);
	EXPECT_ROW("status: VmRSS", number_after("VmRSS:"), >, 0L);
	EXPECT_ROW("status: NoNewPrivs", number_after("NoNewPrivs:"), >=, 0L);

	char *line;

	MUST_SYS(rt_sigprocmask, SIG_BLOCK, &(unsigned long){ 1UL << (SIGUSR2 - 1) }, NULL, 8);
	slurp("/proc/thread-self/status");
	line = strstr(text, "SigBlk:");
	EXPECT_ROW("status: SigBlk", line ? strtoul(line + 8, NULL, 16) : 0, ==,
		   1UL << (SIGUSR2 - 1));

	/* Fields by number; the second may have blanks, between brackets. */
	prctl(PR_SET_NAME, "a) b (c");
	EXPECT(slurp("/proc/self/stat"), >, 50);
	EXPECT_ROW("stat: pid", strtoul(text, NULL, 10), ==, (unsigned long)getpid());
	EXPECT_ROW("stat: name", strstr(text, "(a) b (c)") != NULL, ==, true);
	line = strrchr(text, ')');
	if (line) {
		char *next = line + 4;

		EXPECT_ROW("stat: state", line[2], ==, 'R');
		EXPECT_ROW("stat: parent", strtoul(next, &next, 10), ==,
			   (unsigned long)getppid());
		EXPECT_ROW("stat: group", strtoul(next + 1, NULL, 10), ==,
			   (unsigned long)getpgid(0));
	}
	EXPECT(slurp("/proc/self/statm"), >, 10);
	/* Not in every kernel (CONFIG_TASK_IO_ACCOUNTING, CONFIG_PROC_PAGE_MONITOR). */
	if (slurp("/proc/self/io") != -ENOENT)
		EXPECT_ROW("io: rchar", number_after("rchar:"), >, 0L);
	if (slurp("/proc/self/smaps_rollup") != -ENOENT)
		EXPECT_ROW("smaps_rollup: Rss", strstr(text, "\nRss:") != NULL, ==, true);

	MUST(chdir, "/tmp");
	EXPECT(SYS(readlinkat, AT_FDCWD, "/proc/self/cwd", cwd, sizeof(cwd) - 1), ==, 4);
	EXPECT_STR(cwd, "/tmp");
	EXPECT(SYS(readlinkat, AT_FDCWD, "/proc/self/root", link, sizeof(link) - 1), ==, 1);
	EXPECT_STR(link, "/");
	memset(link, 0, sizeof(link));
	EXPECT(SYS(readlinkat, AT_FDCWD, "/proc/self", link, sizeof(link) - 1), >, 0);
	EXPECT_ROW("/proc/self is this process", strtoul(link, NULL, 10), ==,
		   (unsigned long)getpid());
	memset(link, 0, sizeof(link));
	EXPECT(SYS(readlinkat, AT_FDCWD, "/proc/thread-self", link, sizeof(link) - 1), >, 6);
	EXPECT_ROW("/proc/thread-self is this thread", strstr(link, "/task/") != NULL, ==,
		   true);
	EXPECT(slurp("/proc/self/limits"), >, 500);
	EXPECT_ROW("limits: its heading", strncmp(text, "Limit", 5), ==, 0);

	char path[64];

	guest_format(path, sizeof(path), "/proc/%d/status", getppid());
	EXPECT(slurp(path), >, 100);
	EXPECT_ROW("the parent's status", number_after("Pid:"), ==, (long)getppid());
	guest_format(path, sizeof(path), "/proc/%d/stat", getppid());
	EXPECT(slurp(path), >, 50);
	guest_format(path, sizeof(path), "/proc/self/task/%d/children", gettid());
	const int pid = MUST(fork);

	if (pid == 0) {
		SYS(rt_sigsuspend, &(unsigned long){ 0 }, 8);
		SYS(exit_group, 0);
	}
	/* Not in every kernel (CONFIG_PROC_CHILDREN). */
	if (slurp(path) >= 0)
		EXPECT_ROW("children", strtoul(text, NULL, 10), ==, (unsigned long)pid);
	kill(pid, SIGKILL);
	guest_wait(pid);
	static const char *const of_task[] = { "status", "stat", "comm", "maps" };

	for (size_t i = 0; i < COUNT(of_task); i++) {
		guest_format(path, sizeof(path), "/proc/self/task/%d/%s", gettid(), of_task[i]);
		EXPECT_ROW(of_task[i], slurp(path), >, 0L);
	}
}

static void check_settings(void)
{
	static const struct {
		const char *path, *value;
	} rows[] = {
		{ "/proc/self/oom_score_adj", "500\n" },
		{ "/proc/self/timerslack_ns", "70000\n" },
		{ "/proc/self/coredump_filter", "00000011\n" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const int fd = open(rows[i].path, O_WRONLY);

		if (!EXPECT_ROW(rows[i].path, fd, >=, 0))
			continue;
		const char *value = i == 2 ? "0x11\n" : rows[i].value;

		EXPECT_ROW(rows[i].path, write(fd, value, strlen(value)), ==,
			   (ssize_t)strlen(value));
		close(fd);
		slurp(rows[i].path);
		EXPECT_ROW(rows[i].path, strcmp(text, rows[i].value), ==, 0);
	}
	EXPECT(slurp("/proc/self/oom_score"), >, 1);
	EXPECT(slurp("/proc/self/personality"), >, 1);
	EXPECT(slurp("/proc/self/uid_map"), >, 10);
	EXPECT(slurp("/proc/self/gid_map"), >, 10);
	EXPECT(slurp("/proc/self/setgroups"), >, 4);
}

static void check_agreement(void)
{
	struct utsname name;
	struct sysinfo info;

	MUST(uname, &name);
	MUST(sysinfo, &info);
	slurp("/proc/sys/kernel/osrelease");
	EXPECT_ROW("osrelease", strncmp(text, name.release, strlen(name.release)), ==, 0);
	slurp("/proc/sys/kernel/ostype");
	EXPECT_ROW("ostype", strcmp(text, "Linux\n"), ==, 0);
	slurp("/proc/sys/kernel/hostname");
	EXPECT_ROW("hostname", strncmp(text, name.nodename, strlen(name.nodename)), ==, 0);
	slurp("/proc/uptime");
	EXPECT_ROW("uptime and sysinfo(2)",
		   (unsigned long)info.uptime + 5 - strtoul(text, NULL, 10) <= 10, ==, true);
	slurp("/proc/meminfo");
	EXPECT_ROW("MemTotal and sysinfo(2)", number_after("MemTotal:"), ==,
		   (long)(info.totalram * info.mem_unit / 1024));

	/* A descriptor's file tells its position and flags. */
	const int fd = MUST(open, "/proc/self/stat", O_RDONLY);
	char path[64];

	MUST(lseek, fd, 7, SEEK_SET);
	guest_format(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	slurp(path);
	EXPECT_ROW("fdinfo: pos", number_after("pos:"), ==, 7L);

	/* Whether a page is there, by its number. */
	unsigned long entry = 0;
	const int pages = MUST(open, "/proc/self/pagemap", O_RDONLY);

	EXPECT(pread64(pages, &entry, 8, (long)((uintptr_t)&entry / guest_aux(6) * 8)), ==, 8);
	EXPECT_ROW("pagemap: a page of the stack is present", entry >> 63, ==, 1UL);
}

static void check_devices(void)
{
	char bytes[64];
	int fd;

	fd = MUST(open, "/dev/zero", O_RDONLY);
	memset(bytes, 7, sizeof(bytes));
	EXPECT(read(fd, bytes, 64), ==, 64);
	EXPECT_ROW("/dev/zero", bytes[0] | bytes[63], ==, 0);
	fd = MUST(open, "/dev/full", O_RDWR);
	EXPECT(SYS(write, fd, bytes, 1), ==, -ENOSPC);
	EXPECT(read(fd, bytes, 4), ==, 4);
	fd = MUST(open, "/dev/null", O_RDWR);
	EXPECT(SYS(write, fd, bytes, 5), ==, 5);
	EXPECT(SYS(read, fd, bytes, 5), ==, 0);
	fd = MUST(open, "/dev/urandom", O_RDONLY);
	EXPECT(read(fd, bytes, 32), ==, 32);
	EXPECT(read(fd, bytes + 32, 32), ==, 32);
	EXPECT_ROW("/dev/urandom", memcmp(bytes, bytes + 32, 32), !=, 0);
	fd = MUST(open, "/dev/random", O_RDONLY | O_NONBLOCK);
	EXPECT(read(fd, bytes, 8), ==, 8);
	EXPECT(SYS(readlinkat, AT_FDCWD, "/dev/fd", bytes, sizeof(bytes)), ==, 13);
	EXPECT(SYS(readlinkat, AT_FDCWD, "/dev/stdin", bytes, sizeof(bytes)), ==, 15);
	EXPECT(SYS(readlinkat, AT_FDCWD, "/dev/stdout", bytes, sizeof(bytes)), ==, 15);
}

int guest_main(void)
{
	check_forms();
	check_status();
	check_settings();
	check_agreement();
	check_devices();
	return 0;
}

#else

CASE(proc_files, .rule = "ID-41", .shared = true,
     .summary = "the files of /proc, /sys and /dev that programs read have their form and "
		"agree with the "
		"calls");

#endif
