/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Seccomp's answers one by one, filters for all threads, and the filter whose answers
 * another process gives; and Landlock, which keeps a program to its files.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#define LENGTH(code) (sizeof(code) / sizeof(*(code)))

static long install(unsigned answer, unsigned flags)
{
	/* getppid(2) gets the answer, all else is allowed. */
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, answer),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { LENGTH(code), code };

	return SYS(seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

/* How a child ends that makes the call under a filter. */
static int ends_under(unsigned answer, unsigned flags)
{
	const int pid = MUST(fork);

	if (pid == 0) {
		if (install(answer, flags) != 0)
			SYS(exit_group, 99);
		const long got = SYS(getppid);

		SYS(exit_group, got == -7 ? 7 : got > 0 ? 41 : got == -ENOSYS ? 38 : 98);
	}
	return guest_wait(pid);
}

static void check_answers(void)
{
	static const struct {
		const char *what;
		unsigned answer;
		int status;
	} rows[] = {
		{ "SECCOMP_RET_ALLOW", SECCOMP_RET_ALLOW, 41 << 8 },
		{ "SECCOMP_RET_LOG", SECCOMP_RET_LOG, 41 << 8 },
		{ "SECCOMP_RET_ERRNO", SECCOMP_RET_ERRNO | 7, 7 << 8 },
		{ "SECCOMP_RET_TRACE without a tracer", SECCOMP_RET_TRACE, 38 << 8 },
		{ "SECCOMP_RET_TRAP", SECCOMP_RET_TRAP, SIGSYS },
		{ "SECCOMP_RET_KILL_THREAD", SECCOMP_RET_KILL_THREAD, SIGSYS },
		{ "SECCOMP_RET_KILL", SECCOMP_RET_KILL, SIGSYS },
		{ "SECCOMP_RET_KILL_PROCESS", SECCOMP_RET_KILL_PROCESS, SIGSYS },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const unsigned answer = rows[i].answer;

		/* A core may be dumped, or not. */
		EXPECT_ROW(rows[i].what,
			   ends_under(MUTATE(answer, SECCOMP_RET_ALLOW), 0) & ~0x80, ==,
			   rows[i].status);
		if (answer != (SECCOMP_RET_ERRNO | 7))
			EXPECT_ROW(rows[i].what,
				   SYS(seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &answer), ==, 0L);
	}
	EXPECT_ROW("SECCOMP_FILTER_FLAG_LOG",
		   ends_under(SECCOMP_RET_ERRNO | 7, SECCOMP_FILTER_FLAG_LOG), ==, 7 << 8);

	const unsigned unknown = 0x12340000;

	EXPECT(SYS(seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &unknown), ==, -EOPNOTSUPP);
	EXPECT(SYS(seccomp, 99, 0, NULL), ==, -EINVAL);
	EXPECT(install(SECCOMP_RET_ALLOW, 1U << 30), ==, -EINVAL);

	const int pid = MUST(fork);

	if (pid == 0) {
		SYS(seccomp, SECCOMP_SET_MODE_STRICT, 0, NULL);
		SYS(getppid);
		SYS(exit, 1);
	}
	EXPECT_ROW("SECCOMP_SET_MODE_STRICT", guest_wait(pid) & ~0x80, ==, SIGKILL);
}

static volatile int go;

static int in_thread(void *argument)
{
	(void)argument;
	while (!__atomic_load_n(&go, __ATOMIC_SEQ_CST))
		SYS(sched_yield);
	return (int)SYS(getppid);
}

static void check_threads(void)
{
	const int pid = MUST(fork);
	struct guest_thread thread;

	if (pid == 0) {
		MUST(thread_start, &thread, in_thread, NULL);
		const long r =
			install(SECCOMP_RET_ERRNO | 7,
				SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_TSYNC_ESRCH);

		__atomic_store_n(&go, 1, __ATOMIC_SEQ_CST);
		SYS(exit_group, r == 0 && thread_join(&thread) == -7 ? 42 : 1);
	}
	EXPECT_ROW("SECCOMP_FILTER_FLAG_TSYNC", guest_wait(pid), ==, 42 << 8);
}

/* The child's call is answered by its parent. */
static void check_notified(void)
{
	struct seccomp_notif_sizes sizes = { 0 };
	struct seccomp_notif request;
	struct seccomp_notif_resp answer;
	int ends[2];

	EXPECT(SYS(seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes), ==, 0);
	EXPECT_ROW("the size of a request", sizes.seccomp_notif, >=, (__u16)sizeof(request));
	MUST(pipe, ends);

	const int pid = MUST(fork);

	if (pid == 0) {
		const int fd =
			(int)install(SECCOMP_RET_USER_NOTIF, SECCOMP_FILTER_FLAG_NEW_LISTENER);

		if (fd < 0)
			SYS(exit_group, 99);
		SYS(write, ends[1], &fd, sizeof(fd));
		const long got = SYS(getppid);

		SYS(exit_group, got == 4321 ? 43 : 1);
	}

	int theirs = -1;

	/* A child whose filter is refused ends without a word. */
	close(ends[1]);
	MUST(read, ends[0], &theirs, sizeof(theirs));
	const int process = (int)MUST_SYS(pidfd_open, pid, 0);
	const int fd = (int)SYS(pidfd_getfd, process, theirs, 0);

	if (!EXPECT_ROW("the listener", fd, >=, 0)) {
		kill(pid, SIGKILL);
		guest_wait(pid);
		return;
	}
	memset(&request, 0, sizeof(request));
	memset(&answer, 0, sizeof(answer));
	struct pollfd ready = { fd, POLLIN, 0 };

	EXPECT(poll(&ready, 1, 10000), ==, 1);
	if (!EXPECT(CALL(ioctl, fd, SECCOMP_IOCTL_NOTIF_RECV, &request), ==, 0))
		kill(pid, SIGKILL);
	EXPECT_ROW("who asks", (int)request.pid, ==, pid);
	EXPECT_ROW("the call", request.data.nr, ==, SYS_getppid);
#ifdef __x86_64__
	EXPECT_ROW("the architecture", request.data.arch, ==, AUDIT_ARCH_X86_64);
#endif
	EXPECT(CALL(ioctl, fd, SECCOMP_IOCTL_NOTIF_ID_VALID, &request.id), ==, 0);
	struct seccomp_notif_addfd add = { .id = request.id, .srcfd = (unsigned)ends[0] };

	EXPECT(CALL(ioctl, fd, SECCOMP_IOCTL_NOTIF_ADDFD, &add), >, 2);
	answer.id = request.id;
	answer.val = 4321;
	EXPECT(CALL(ioctl, fd, SECCOMP_IOCTL_NOTIF_SEND, &answer), ==, 0);
	EXPECT_ROW("SECCOMP_RET_USER_NOTIF", guest_wait(pid), ==, 43 << 8);
	answer.id++;
	EXPECT(CALL(ioctl, fd, SECCOMP_IOCTL_NOTIF_SEND, &answer), ==, -ENOENT);
}

#define PLACE "/tmp/filters_and_rules"

static void check_landlock(void)
{
	const long version =
		SYS(landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	const struct landlock_ruleset_attr all = {
		.handled_access_fs =
			LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
			LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
			LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
			LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
			LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
			LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
			LANDLOCK_ACCESS_FS_MAKE_SYM,
	};

	/* Not in every kernel, and not on in every one that has it. */
	EXPECT_ROW("Landlock", version >= 1 || version == -ENOSYS || version == -EOPNOTSUPP, ==,
		   true);
	if (version < 1) {
		EXPECT(SYS(landlock_restrict_self, -1, 0), ==, version);
		EXPECT(SYS(landlock_add_rule, -1, LANDLOCK_RULE_PATH_BENEATH, NULL, 0), ==,
		       version);
		return;
	}
	EXPECT(SYS(landlock_create_ruleset, &all, 4, 0), ==, -EINVAL);
	const int rules =
		(int)SYS(landlock_create_ruleset, &all, sizeof(all.handled_access_fs), 0);
	struct landlock_path_beneath_attr beneath = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
		.parent_fd = MUST(open, PLACE, O_PATH),
	};

	EXPECT_ROW("a set of rules", rules, >=, 0);
	EXPECT(SYS(landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0), ==, 0);
	EXPECT(SYS(landlock_add_rule, rules, 99, &beneath, 0), ==, -EINVAL);
	beneath.allowed_access = 1UL << 60;
	EXPECT(SYS(landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0), ==,
	       -EINVAL);
	const int pid = MUST(fork);

	if (pid == 0) {
		const long done = SYS(landlock_restrict_self, rules, 0);
		const long in = SYS(openat, AT_FDCWD, PLACE "/file", O_RDONLY);
		const long writes = SYS(openat, AT_FDCWD, PLACE "/file", O_WRONLY);
		const long out = SYS(openat, AT_FDCWD, "/etc/passwd", O_RDONLY);

		SYS(exit_group,
		    done == 0 && in >= 0 && writes == -EACCES && out == -EACCES ? 44 : 1);
	}
	EXPECT_ROW("what Landlock allows", guest_wait(pid), ==, 44 << 8);
}

int guest_main(void)
{
	MUST(mkdir, PLACE, 0755);
	MUST(guest_make_file, PLACE "/file", "x", 1, 0644);
	MUST(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	check_answers();
	check_threads();
	check_landlock();
	check_notified();
	return 0;
}

#else

CASE(filters_and_rules, .rule = "NS-43", .privileged = true,
     .summary =
	     "each answer of a seccomp filter is given, in all threads and by another process; "
	     "Landlock keeps to its rules");

#endif
