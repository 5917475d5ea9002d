/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Counts the instructions of one command after the other, each with all of
 * its children, apart for user and kernel mode. It is a native arm64 program
 * and the first process of a container, so neither the engine nor this
 * program itself is part of what it counts.
 *
 * usage: meter PLAN COUNTS OUTPUTS
 *        meter TIMES
 *
 * The second form is itself something to measure, a native program where a
 * translator is set up: it starts itself so many times, doing nothing.
 *
 * A line of PLAN is a command: first "count", "prepare" (run, not counted) or
 * "repeat" (counted several times: a tick of the kernel's clock hits some short
 * runs and misses others), the number that names its output, then its arguments,
 * all separated by tabs; or "empty", a number and a directory to remove. A line of COUNTS is
 * that number, the exit status (128 + n for signal n), user instructions, kernel instructions
 * and nanoseconds of wall clock. Standard output goes to OUTPUTS/output-NUMBER.
 */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGUMENTS = 64, CANNOT = 125, REPEATED_MOST = 24 };

/* So many instructions that a tick no longer shows. */
static const uint64_t repeated_enough = 100000000;

struct reading {
	uint64_t count, enabled, running;
};

static _Noreturn void stop(const char *what)
{
	dprintf(2, "meter: %s: %s\n", what, strerror(errno));
	exit(CANNOT);
}

static int counter(pid_t pid, bool user)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_HARDWARE,
		.size = sizeof(attributes),
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING,
		.disabled = 1,
		.inherit = 1,
		.enable_on_exec = 1,
		.exclude_kernel = user,
		.exclude_user = !user,
		.exclude_hv = 1,
	};

	return (int)syscall(SYS_perf_event_open, &attributes, pid, -1, -1,
			    PERF_FLAG_FD_CLOEXEC);
}

static long long now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static uint64_t value(int fd)
{
	struct reading r;

	if (fd < 0)
		return 0;
	if (read(fd, &r, sizeof(r)) != sizeof(r))
		stop("reading a counter");
	if (r.enabled != r.running) {
		errno = EBUSY;
		stop("a counter was shared with others");
	}
	return r.count;
}

static _Noreturn void become(char **argv, const char *output, int go)
{
	char byte;

	/* Addresses decide how tables collide and pages are shared. */
	personality(ADDR_NO_RANDOMIZE);
	dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), 0);
	dup2(open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644), 1);
	signal(SIGPIPE, SIG_DFL);
	if (read(go, &byte, 1) != 1)
		_exit(CANNOT);
	execvp(argv[0], argv);
	dprintf(2, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static int remove_entry(const char *path, const struct stat *s, int type, struct FTW *ftw)
{
	(void)s;
	(void)type;
	(void)ftw;
	return remove(path);
}

/* Returns what it counted. */
static uint64_t run(char **argv, const char *name, const char *directory, bool counted,
		    FILE *counts)
{
	char output[256];
	int go[2];
	int fds[2] = { -1, -1 };
	int status = 0;
	struct rusage usage = { 0 };

	snprintf(output, sizeof(output), "%s/output-%s", directory, name);
	if (pipe2(go, O_CLOEXEC))
		stop("pipe");
	pid_t pid = fork();

	if (pid < 0)
		stop("fork");
	if (pid == 0)
		become(argv, output, go[0]);
	for (int i = 0; counted && i < 2; i++) {
		fds[i] = counter(pid, i == 0);
		/* A machine without counters still has a clock. */
		if (fds[i] < 0 && errno != ENOENT && errno != EACCES && errno != EPERM)
			stop("perf_event_open");
	}
	long long begun = now_ns();

	if (write(go[1], "", 1) != 1)
		stop("pipe");
	while (wait4(pid, &status, 0, &usage) < 0 && errno == EINTR)
		continue;
	long long ns = now_ns() - begun;

	uint64_t user = counted ? value(fds[0]) : 0;
	uint64_t kernel = counted ? value(fds[1]) : 0;

	if (counted)
		fprintf(counts, "%s %d %llu %llu %lld %ld\n", name,
			WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
			(unsigned long long)user, (unsigned long long)kernel, ns,
			usage.ru_inblock);
	for (int i = 0; i < 2; i++) {
		close(go[i]);
		if (fds[i] >= 0)
			close(fds[i]);
	}
	return user + kernel;
}

static int start_self(char *self, int times)
{
	int status = 0;

	while (times-- && !status) {
		char *argv[] = { self, (char *)"0", NULL };
		pid_t pid = fork();

		if (pid == 0) {
			execv(self, argv);
			_exit(CANNOT);
		}
		if (pid < 0 || waitpid(pid, &status, 0) != pid)
			return CANNOT;
	}
	return status ? CANNOT : 0;
}

int main(int argc, char **argv)
{
	char *line = NULL;
	size_t room = 0;

	if (argc == 2)
		return start_self(argv[0], atoi(argv[1]));
	if (argc != 4)
		return CANNOT;
	FILE *plan = fopen(argv[1], "re");
	FILE *counts = fopen(argv[2], "we");

	if (!plan || !counts)
		stop(argv[plan ? 2 : 1]);
	while (getline(&line, &room, plan) > 0) {
		char *words[ARGUMENTS + 3] = { NULL };
		char *rest = line;
		int count = 0;

		line[strcspn(line, "\n")] = 0;
		while (rest && count < ARGUMENTS)
			words[count++] = strsep(&rest, "\t");
		if (count < 3)
			return CANNOT;

		if (strcmp(words[0], "empty") == 0) {
			nftw(words[2], remove_entry, 8, FTW_DEPTH | FTW_PHYS);
			continue;
		}

		uint64_t sum = 0;
		int times = strcmp(words[0], "repeat") == 0 ? REPEATED_MOST : 1;

		/* Where there are no counters, once is enough. */
		for (; times; times--) {
			uint64_t one = run(words + 2, words[1], argv[3],
					   strcmp(words[0], "prepare") != 0, counts);

			sum += one;
			if (!one || sum >= repeated_enough)
				break;
		}
	}
	return fclose(counts) ? CANNOT : 0;
}
