/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Calls that a program makes for itself alone: comparing, joining namespaces, memory
 * that is secret or keyed, policies of memory, other ways to signal. What a kernel may
 * be built without it refuses in one way only.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#include <linux/bpf.h>
#include <linux/kcmp.h>
#include <linux/mempolicy.h>
#include <linux/nsfs.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/utsname.h>
#include <time.h>

enum { SIZE = 1 << 16 };

static void check_compare(void)
{
	static const struct {
		const char *what;
		int kind;
	} rows[] = {
		{ "KCMP_VM", KCMP_VM }, { "KCMP_FILES", KCMP_FILES },
		{ "KCMP_FS", KCMP_FS }, { "KCMP_SIGHAND", KCMP_SIGHAND },
		{ "KCMP_IO", KCMP_IO }, { "KCMP_SYSVSEM", KCMP_SYSVSEM },
	};
	const int self = getpid();
	const int copy = MUST(dup, 0);

	/* Not in every kernel (CONFIG_KCMP). */
	if (SYS(kcmp, self, self, KCMP_VM, 0, 0) == -ENOSYS)
		return;
	EXPECT(SYS(kcmp, self, self, KCMP_FILE, 0, MUTATE(copy, copy + 900)), ==, 0);
	EXPECT(SYS(kcmp, self, self, KCMP_FILE, 0, 999), ==, -EBADF);
	EXPECT(SYS(kcmp, self, self, KCMP_FILE, 0, MUST(open, "/", O_RDONLY)), >, 0);
	EXPECT(SYS(kcmp, self, self, 99, 0, 0), ==, -EINVAL);
	EXPECT(SYS(kcmp, self, self, KCMP_EPOLL_TFD, 0, NULL), <, 0);

	const int pid = MUST(fork);

	if (pid == 0) {
		kill(getpid(), SIGSTOP);
		SYS(exit_group, 0);
	}
	for (size_t i = 0; i < COUNT(rows); i++)
		EXPECT_ROW(rows[i].what, SYS(kcmp, self, self, rows[i].kind, 0, 0), ==, 0L);
	EXPECT_ROW("another process has other memory", SYS(kcmp, self, pid, KCMP_VM, 0, 0) > 0,
		   ==, true);
	kill(pid, SIGKILL);
	guest_wait(pid);
}

static void check_namespaces(void)
{
	static const struct {
		const char *path;
		int kind;
	} rows[] = {
		{ "/proc/self/ns/uts", CLONE_NEWUTS },
		{ "/proc/self/ns/ipc", CLONE_NEWIPC },
		{ "/proc/self/ns/mnt", CLONE_NEWNS },
		{ "/proc/self/ns/net", CLONE_NEWNET },
		{ "/proc/self/ns/pid", CLONE_NEWPID },
		{ "/proc/self/ns/user", CLONE_NEWUSER },
		{ "/proc/self/ns/cgroup", CLONE_NEWCGROUP },
	};
	const int old = MUST(open, "/proc/self/ns/uts", O_RDONLY);
	const int self = (int)MUST_SYS(pidfd_open, getpid(), 0);
	struct utsname name;
	char link[64] = "";

	for (size_t i = 0; i < COUNT(rows); i++) {
		const int fd = open(rows[i].path, O_RDONLY);

		if (!EXPECT_ROW(rows[i].path, fd, >=, 0))
			continue;
		EXPECT_ROW(rows[i].path, CALL(ioctl, fd, NS_GET_NSTYPE), ==,
			   (long)rows[i].kind);
		EXPECT_ROW(rows[i].path, CALL(ioctl, fd, NS_GET_USERNS), !=, (long)-ENOTTY);
		close(fd);
	}
	EXPECT(SYS(readlinkat, AT_FDCWD, "/proc/self/ns/uts", link, sizeof(link) - 1), >, 8);
	EXPECT_ROW("the link of a namespace", strncmp(link, "uts:[", 5), ==, 0);
	EXPECT(CALL(ioctl, old, NS_GET_PARENT), ==, -EINVAL);

	MUST(sethostname, "outside", 7);
	EXPECT(SYS(setdomainname, "domain-a", 8), ==, 0);
	EXPECT(CALL(unshare, CLONE_NEWUTS), ==, 0);
	MUST(sethostname, "inside", 6);
	EXPECT(SYS(setdomainname, "domain-b", 8), ==, 0);
	MUST(uname, &name);
	EXPECT_STR(name.nodename, "inside");
	EXPECT_STR(name.domainname, "domain-b");
	EXPECT(CALL(setns, old, CLONE_NEWNET), ==, -EINVAL);
	EXPECT(CALL(setns, old, CLONE_NEWUTS), ==, 0);
	MUST(uname, &name);
	EXPECT_STR(name.nodename, "outside");
	EXPECT_STR(name.domainname, "domain-a");
	EXPECT(CALL(setns, old, 0), ==, 0);
	EXPECT(CALL(setns, self, CLONE_NEWUTS | CLONE_NEWIPC), ==, 0);
	EXPECT(CALL(setns, 0, 0), ==, -EINVAL);
	EXPECT(CALL(setns, 999, 0), ==, -EBADF);
	EXPECT(CALL(unshare, CLONE_NEWCGROUP | CLONE_NEWIPC | CLONE_NEWNET), ==, 0);
	EXPECT(CALL(unshare, CLONE_FS | CLONE_FILES | CLONE_SYSVSEM), ==, 0);
	EXPECT(CALL(unshare, 1), ==, -EINVAL);
	/* Since Linux 5.6, if it was built in. */
	const long shifted = CALL(unshare, CLONE_NEWTIME);

	EXPECT_ROW("CLONE_NEWTIME", shifted == 0 || shifted == -EINVAL, ==, true);
	if (shifted == 0) {
		const int offsets = MUST(open, "/proc/self/timens_offsets", O_WRONLY);
		struct timespec before;
		struct timespec after;

		/* Of the namespace's owner it takes CAP_SYS_TIME, which containers lack. */
		const bool set = write(offsets, "boottime 100000 0\n", 18) == 18;

		EXPECT_ROW("time offsets are set or refused", set || errno == EPERM, ==, true);
		SYS(clock_gettime, CLOCK_BOOTTIME, &before);

		const int pid = MUST(fork);

		if (pid == 0) {
			SYS(clock_gettime, CLOCK_BOOTTIME, &after);
			SYS(exit_group, after.tv_sec - before.tv_sec >= 100000 ? 41 : 1);
		}
		EXPECT_ROW("a clock of its own", guest_wait(pid), ==, set ? 41 << 8 : 1 << 8);
	}
}

static void check_memory(void)
{
	char *area = MUST(mmap, NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			  -1, 0);
	unsigned long nodes[16] = { 1 };
	int mode = -1;
	int status[1] = { -99 };
	void *pages[1] = { area };

	area[0] = 1;
	/* Not in every kernel (CONFIG_NUMA). */
	if (SYS(get_mempolicy, &mode, NULL, 0, NULL, 0) != -ENOSYS) {
		EXPECT_ROW("get_mempolicy", mode, ==, MPOL_DEFAULT);
		EXPECT(SYS(set_mempolicy, MPOL_BIND, nodes, 64), ==, 0);
		nodes[0] = 0;
		EXPECT(SYS(get_mempolicy, &mode, nodes, 1024, NULL, 0), <=, 0);
		EXPECT(SYS(get_mempolicy, &mode, NULL, 0, NULL, 0), ==, 0);
		EXPECT_ROW("set_mempolicy", mode, ==, MPOL_BIND);
		nodes[0] = 1;
		EXPECT(SYS(set_mempolicy, MPOL_INTERLEAVE | MPOL_F_STATIC_NODES, nodes, 64), ==,
		       0);
		EXPECT(SYS(set_mempolicy, MPOL_PREFERRED | MPOL_F_RELATIVE_NODES, nodes, 64),
		       ==, 0);
		EXPECT(SYS(set_mempolicy, MPOL_LOCAL, NULL, 0), ==, 0);
		EXPECT(SYS(set_mempolicy, 99, NULL, 0), ==, -EINVAL);
		EXPECT(SYS(set_mempolicy, MPOL_DEFAULT, NULL, 0), ==, 0);
		EXPECT(SYS(mbind, area, SIZE, MPOL_BIND, nodes, 64,
			   MPOL_MF_STRICT | MPOL_MF_MOVE),
		       ==, 0);
		EXPECT(SYS(get_mempolicy, &mode, NULL, 0, area, MPOL_F_ADDR), ==, 0);
		EXPECT_ROW("mbind", mode, ==, MPOL_BIND);
		EXPECT(SYS(get_mempolicy, &mode, NULL, 0, area, MPOL_F_ADDR | MPOL_F_NODE), ==,
		       0);
		EXPECT_ROW("the node of a page", mode, ==, 0);
		EXPECT(SYS(mbind, area + 1, SIZE, MPOL_BIND, nodes, 64, 0), ==, -EINVAL);
		EXPECT(SYS(get_mempolicy, NULL, nodes, 1024, NULL, MPOL_F_MEMS_ALLOWED), <=, 0);
		EXPECT(SYS(migrate_pages, 0, 64, nodes, nodes), ==, 0);
		EXPECT(SYS(move_pages, 0, 1, pages, NULL, status, 0), ==, 0);
		EXPECT_ROW("move_pages: the node", status[0], ==, 0);
		const long home = SYS(set_mempolicy_home_node, area, SIZE, 0, 0);

		EXPECT_ROW("set_mempolicy_home_node", home == 0 || home == -ENOSYS, ==, true);
	}
#ifdef __x86_64__
	/* The pages of a file in another order, without more mappings. */
	const int fd = MUST(memfd_create, "pages", 0);

	MUST(ftruncate, fd, SIZE);

	char *map = MUST(mmap, NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	map[0] = 'a';
	map[4096] = 'b';
	EXPECT(SYS(remap_file_pages, map, 4096, 0, 1, 0), ==, 0);
	EXPECT_ROW("remap_file_pages: the first page", map[0], ==, 'b');
	EXPECT_ROW("remap_file_pages: the second", map[4096], ==, 'b');
	EXPECT(SYS(remap_file_pages, map + 1, 4096, 1, 1, 0), ==, -EINVAL);
#endif
	/* Not on every CPU. */
	const long key = SYS(pkey_alloc, 0, 0);

	EXPECT_ROW("pkey_alloc", key > 0 || key == -ENOSPC || key == -ENOSYS || key == -EINVAL,
		   ==, true);
	EXPECT(SYS(pkey_alloc, 1, 0), ==, key == -ENOSYS ? -ENOSYS : -EINVAL);
	EXPECT(SYS(pkey_mprotect, area, SIZE, PROT_READ, -1), ==, key == -ENOSYS ? -ENOSYS : 0);
	if (key > 0) {
		EXPECT(SYS(pkey_mprotect, area, SIZE, PROT_READ | PROT_WRITE, key), ==, 0);
		EXPECT(SYS(pkey_free, key), ==, 0);
	}
	EXPECT(SYS(pkey_free, 99), ==, key == -ENOSYS ? -ENOSYS : -EINVAL);
	/* Only where the kernel was booted with it. */
	const long secret = SYS(memfd_secret, O_CLOEXEC);

	EXPECT_ROW("memfd_secret", secret >= 0 || secret == -ENOSYS, ==, true);
	if (secret >= 0)
		EXPECT(CALL(ftruncate, (int)secret, SIZE), ==, 0);
}

static volatile int caught, code, value;

static void handler(int number, siginfo_t *info, void *context)
{
	(void)context;
	caught = number;
	code = info->si_code;
	value = info->si_value.sival_int;
}

static void check_signals(void)
{
	const struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };
	siginfo_t info;

	MUST(sigaction, SIGUSR1, &action, NULL);
	EXPECT(SYS(tkill, gettid(), SIGUSR1), ==, 0);
	EXPECT_ROW("tkill", caught == SIGUSR1 && code == SI_TKILL, ==, true);
	memset(&info, 0, sizeof(info));
	info.si_code = SI_QUEUE;
	info.si_value.sival_int = 0x1234567;
	caught = 0;
	EXPECT(SYS(rt_tgsigqueueinfo, getpid(), gettid(), SIGUSR1, &info), ==, 0);
	EXPECT_ROW("rt_tgsigqueueinfo",
		   caught == SIGUSR1 && code == SI_QUEUE && value == 0x1234567, ==, true);
	EXPECT(SYS(rt_tgsigqueueinfo, getpid(), 0x3fffff00, SIGUSR1, &info), ==, -ESRCH);
	info.si_code = SI_USER;
	EXPECT(SYS(rt_tgsigqueueinfo, 1, 1, SIGUSR1, &info), <=, 0);
	EXPECT(SYS(tkill, 0, SIGUSR1), ==, -EINVAL);
	EXPECT(SYS(tkill, 0x3fffff00, 0), ==, -ESRCH);
}

static void check_watching(void)
{
	struct perf_event_attr attr = { .type = PERF_TYPE_SOFTWARE,
					.size = sizeof(attr),
					.config = PERF_COUNT_SW_TASK_CLOCK,
					.disabled = 1 };
	union bpf_attr map = { .map_type = BPF_MAP_TYPE_ARRAY };
	char text[16];

	/* Each of these a kernel or a sandbox may forbid; what it must not do is
	 * answer something else. */
	const long counter = SYS(perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);

	EXPECT_ROW("perf_event_open",
		   counter >= 0 || counter == -EACCES || counter == -EPERM ||
			   counter == -ENOSYS,
		   ==, true);
	if (counter >= 0) {
		unsigned long ns = 0;

		EXPECT(CALL(ioctl, (int)counter, PERF_EVENT_IOC_ENABLE, 0), ==, 0);
		for (volatile int i = 0; i < 100000; i++)
			;
		EXPECT(CALL(ioctl, (int)counter, PERF_EVENT_IOC_DISABLE, 0), ==, 0);
		EXPECT(read((int)counter, &ns, 8), ==, 8);
		EXPECT_ROW("its count", ns, >, 1000UL);
	}
	map.key_size = 4;
	map.value_size = 8;
	map.max_entries = 4;
	const long array = SYS(bpf, BPF_MAP_CREATE, &map, sizeof(map));

	EXPECT_ROW("bpf", array >= 0 || array == -EPERM || array == -ENOSYS, ==, true);
	const long log = SYS(syslog, 10 /* the size of the log */, NULL, 0);

	EXPECT_ROW("syslog", log > 0 || log == -EPERM || log == -ENOSYS, ==, true);
	EXPECT(SYS(syslog, 99, text, sizeof(text)), <, 0);
#ifdef __x86_64__
	/* One of its own for old programs; not in every kernel. */
	const long table = SYS(modify_ldt, 0, text, sizeof(text));

	EXPECT_ROW("modify_ldt", table == 0 || table == -ENOSYS, ==, true);
#endif
}

int guest_main(void)
{
	check_compare();
	check_memory();
	check_signals();
	check_watching();
	check_namespaces();
	return 0;
}

#else

CASE(less_common_calls, .rule = "PROC-45", .privileged = true,
     .summary = "kcmp, setns, unshare, policies and keys of memory, tkill and other calls that "
		"few programs "
		"make");

#endif
