/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * This Linux itself, in namespaces of our own: mounts, processes and, where a
 * translator must be registered, a user namespace with its own binfmt_misc
 * (Linux 6.7). Whatever happens there is gone when its first process ends.
 */
#include "machine.h"

#include "usual_limits.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

int (*host_agent)(int in, int stream);

static char scratch[512];

static void say(const char *what)
{
	fprintf(stderr, "conformance: %s: %s\n", what, strerror(errno));
}

/* The first process of the new process namespace. */
static void inside(int stream)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) ||
	    mount("tmpfs", scratch, "tmpfs", 0, "mode=755")) {
		say("cannot mount in a namespace of our own");
		_exit(1);
	}
	/* An engine that is killed leaves directories there. */
	if (strncmp(scratch, "/tmp/", 5) != 0 &&
	    mount("tmpfs", "/tmp", "tmpfs", 0, "mode=1777"))
		say("/tmp");
	/* crun refuses a host that mixes both kinds of cgroups; alone, the second
	 * kind is there on every kernel. Where it is, mounting it changes nothing. */
	if (mount("cgroup2", "/sys/fs/cgroup", "cgroup2", 0, NULL) && errno != EBUSY)
		say("cgroup2");
	_exit(host_agent(stream, stream));
}

/* Waits for the namespace's first process, so that its end is ours. */
static _Noreturn void enter(int stream)
{
	int status = 0;

	if (unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS |
		    CLONE_NEWCGROUP)) {
		say("no namespaces (as an ordinary user this needs unprivileged user "
		    "namespaces)");
		_exit(1);
	}
	pid_t pid = fork();

	if (pid == 0)
		inside(stream);
	close(stream);
	waitpid(pid, &status, 0);
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

static bool write_map(const char *file, pid_t pid)
{
	/* All of them at once would make crun take the namespace for the host's. */
	static const char everyone[] = "0 0 65536";
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, file);

	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, everyone, sizeof(everyone) - 1) > 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* As root: a user namespace in which ids are themselves. */
static void own_user_namespace(void)
{
	int ready[2];
	pid_t self = getpid();
	char byte = 0;

	if (pipe2(ready, O_CLOEXEC))
		_exit(1);
	pid_t helper = fork();

	if (helper == 0) {
		bool ok = read(ready[0], &byte, 1) == 1 && write_map("uid_map", self) &&
			  write_map("gid_map", self);
		_exit(!ok);
	}
	int status = 1;

	if (unshare(CLONE_NEWUSER) || write(ready[1], &byte, 1) != 1 ||
	    waitpid(helper, &status, 0) < 0 || status) {
		say("no user namespace for binfmt_misc");
		_exit(1);
	}
}

/* As an ordinary user: the user namespace comes from unshare(1), which knows how to
 * get subordinate ids, and which starts this program again. */
static _Noreturn void enter_as_user(int stream)
{
	char fd[16];
	char self[512];
	/* There "/proc/self/exe" would be unshare(1). */
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (length < 0) {
		say("/proc/self/exe");
		_exit(1);
	}
	self[length] = 0;
	fcntl(stream, F_SETFD, 0);
	snprintf(fd, sizeof(fd), "%d", stream);
	execlp("unshare", "unshare", "--user", "--map-root-user", "--map-auto", self, "agent",
	       fd, scratch, (char *)NULL);
	say("unshare");
	_exit(1);
}

bool host_registers(char *why, size_t size)
{
	int status = 0;
	struct utsname name;
	pid_t pid = fork();

	if (pid == 0) {
		/* Who may make no namespace at all is told so when it matters. */
		if (unshare(CLONE_NEWUSER | CLONE_NEWNS))
			_exit(0);
		_exit(mount("binfmt_misc", "/proc/sys/fs/binfmt_misc", "binfmt_misc", 0, NULL)
			      ? errno
			      : 0);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (pid < 0 || !WIFEXITED(status) || !WEXITSTATUS(status))
		return true;
	uname(&name);
	if (WEXITSTATUS(status) == EPERM)
		snprintf(why, size,
			 "Linux 6.7 and later let a user namespace register translators of its "
			 "own, and this is %.64s; MACHINE=krun takes another kernel",
			 name.release);
	else
		snprintf(why, size,
			 "this kernel has no binfmt_misc (%s); type: sudo modprobe "
			 "binfmt_misc",
			 strerror(WEXITSTATUS(status)));
	return false;
}

static pid_t boot(const struct machine *machine, const struct boot *boot, int stream, char *why,
		  size_t size)
{
	(void)machine;
	snprintf(scratch, sizeof(scratch), "%s/host", boot->files->work);
	if (mkdir(scratch, 0755) && errno != EEXIST) {
		snprintf(why, size, "cannot make %s: %s", scratch, strerror(errno));
		return -1;
	}

	pid_t pid = fork();

	if (pid < 0)
		snprintf(why, size, "fork: %s", strerror(errno));
	if (pid != 0)
		return pid;

	sigset_t none;
	int console = open(boot->console, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	dup2(open("/dev/null", O_RDWR | O_CLOEXEC), 0);
	dup2(console, 1);
	dup2(console, 2);
	/* Before a user namespace takes the right to raise them away. */
	set_usual_limits();
	if (geteuid() == 0) {
		if (boot->backend->binfmt_magic)
			own_user_namespace();
		enter(stream);
	}

	enter_as_user(stream);
}

_Noreturn void host_enter(int stream, const char *directory)
{
	snprintf(scratch, sizeof(scratch), "%s", directory);
	enter(stream);
}

static void describe(const struct boot *boot, struct assignment *a)
{
	snprintf(a->image, sizeof(a->image), "%s/%s/root", boot->files->images, boot->image);
	snprintf(a->backend_root, sizeof(a->backend_root), "%s", boot->backend_root);
	snprintf(a->guests, sizeof(a->guests), "%s/%s", boot->files->guests,
		 boot->backend->architecture);
	snprintf(a->scratch, sizeof(a->scratch), "%s/host", boot->files->work);
	/* The host's cgroups belong to its own manager. */
	a->cgroups = false;
}

const struct machine machine_host = {
	.name = "host",
#ifdef __x86_64__
	.architecture = "x86_64",
#else
	.architecture = "aarch64",
#endif
	/* Podman needs storage and a set-up of its own, so it is for virtual machines. */
	.engines = CRUN,
	.tool = "crun",
	.boot = boot,
	.describe = describe,
};
