/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "probe.h"

#include "clock.h"
#include "record.h"
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 30000, WORDS_MOST = 4096 };

/* Runs the program; its ends of three pipes, and one that tells execve's error. */
static pid_t start(const char *program, int in[2], int out[2], int err[2], int failed[2])
{
	pid_t pid = fork();

	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(in[0], 0);
	dup2(out[1], 1);
	dup2(err[1], 2);
	execl(program, program, (char *)NULL);

	int error = errno;

	if (write(failed[1], &error, sizeof(error)) < 0)
		_exit(126);
	_exit(127);
}

/* What it writes until it is ready, ends, or time is up. */
static void listen_to(int out, char *text, size_t size, bool *hung)
{
	long long deadline = now_ms() + PATIENCE_MS;
	size_t used = 0;

	text[0] = 0;
	while (used + 1 < size && !strstr(text, "ready\n")) {
		struct pollfd fd = { .fd = out, .events = POLLIN };
		long long left = deadline - now_ms();

		*hung = left <= 0 || poll(&fd, 1, (int)left) <= 0;
		ssize_t n = *hung ? 0 : read(out, text + used, size - 1 - used);

		if (n <= 0)
			return;
		used += (size_t)n;
		text[used] = 0;
	}
}

static void look_at(pid_t pid, const char *program, struct probed *p)
{
	struct identity *id = &p->identity;
	struct stat ours, running;
	char link[64];

	snprintf(link, sizeof(link), "/proc/%d/exe", pid);
	ssize_t n = readlink(link, id->executable, sizeof(id->executable) - 1);

	id->executable[n > 0 ? n : 0] = 0;
	char *gone = strstr(id->executable, " (deleted)");

	p->deleted = gone;
	if (gone)
		*gone = 0;
	id->is_guest = stat(program, &ours) == 0 && stat(link, &running) == 0 &&
		       ours.st_dev == running.st_dev && ours.st_ino == running.st_ino;
	id->is_interpreter = !id->is_guest && id->executable[0];
}

void probe(const char *program, struct probed *p)
{
	int in[2], out[2], err[2], failed[2];
	char text[WORDS_MOST];
	int status = 0;

	*p = (struct probed){ .status = -1 };
	if (access(program, X_OK) || pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC) ||
	    pipe2(err, O_CLOEXEC) || pipe2(failed, O_CLOEXEC)) {
		p->error = errno;
		return;
	}
	pid_t pid = start(program, in, out, err, failed);

	close(in[0]);
	close(out[1]);
	close(err[1]);
	close(failed[1]);
	if (pid < 0 || read(failed[0], &p->error, sizeof(p->error)) == sizeof(p->error)) {
		p->error = pid < 0 ? errno : p->error;
		if (pid > 0)
			waitpid(pid, NULL, 0);
		return;
	}
	p->error = 0;
	listen_to(out[0], text, sizeof(text), &p->hung);

	bool spoke = strstr(text, "ready\n");

	look_at(pid, program, p);
	if (spoke) {
		text_field(text, "vendor=", p->identity.vendor, sizeof(p->identity.vendor));
		text_field(text, "hypervisor=", p->identity.hypervisor,
			   sizeof(p->identity.hypervisor));
		text_field(text, "brand=", p->identity.brand, sizeof(p->identity.brand));
		text_field(text, "machine=", p->identity.machine, sizeof(p->identity.machine));
		p->backend = backend_proved(&p->identity);
		if (p->backend && !p->identity.is_guest)
			version_of_running(p->backend, pid, p->version, sizeof(p->version));
	}
	if (p->hung)
		kill(pid, SIGKILL);
	close(in[1]);
	waitpid(pid, &status, 0);

	ssize_t n = read(err[0], text, sizeof(text) - 1);

	text_clean(p->words, sizeof(p->words), text, n > 0 ? (size_t)n : 0);
	close(out[0]);
	close(err[0]);
	close(failed[0]);
	if (spoke || p->hung)
		return;
	p->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	p->status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}
