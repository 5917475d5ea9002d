/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "proc.h"

#include "clock.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESSES = 4096 };

struct process {
	pid_t pid, parent;
	char name[32];
	char state;
};

static size_t list_all(struct process list[PROCESSES])
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	size_t n = 0;

	while (proc && n < PROCESSES && (entry = readdir(proc))) {
		struct process *p = &list[n];
		char path[300];

		p->pid = atoi(entry->d_name);
		if (p->pid <= 0)
			continue;
		snprintf(path, sizeof(path), "/proc/%d/stat", p->pid);

		FILE *file = fopen(path, "re");

		if (file &&
		    fscanf(file, "%*d (%31[^)]) %c %d", p->name, &p->state, &p->parent) == 3)
			n++;
		if (file)
			fclose(file);
	}
	if (proc)
		closedir(proc);
	return n;
}

static const struct process *of_pid(const struct process *list, size_t n, pid_t pid)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].pid == pid)
			return &list[i];
	return NULL;
}

/* How far below the runner it is: 1 is its child; 0: not at all. */
static int depth(const struct process *list, size_t n, const struct process *p, pid_t runner)
{
	int steps = 0;

	while (p && p->pid != runner && steps < 16) {
		p = of_pid(list, n, p->parent);
		steps++;
	}
	return p && p->pid == runner ? steps : 0;
}

static bool plays(const struct process *list, size_t n, const struct process *p, pid_t runner,
		  enum role role)
{
	static const int depths[] = { 1, 2, 3, 4, 5 };
	bool is_engine = strcmp(p->name, "crun") == 0;

	if (p->state == 'Z' || depth(list, n, p, runner) != depths[role])
		return false;
	switch (role) {
	case ROLE_MACHINE:
		return strncmp(p->name, "qemu-system", 11) == 0 ||
		       strcmp(p->name, "conformance") == 0;
	case ROLE_ENGINE:
		return is_engine;
	default:
		return true;
	}
}

pid_t proc_find(pid_t runner, enum role role, unsigned long chance)
{
	static struct process list[PROCESSES];
	size_t n = list_all(list);
	pid_t found[64];
	size_t count = 0;

	for (size_t i = 0; i < n && count < 64; i++)
		if (plays(list, n, &list[i], runner, role))
			found[count++] = list[i].pid;
	return count ? found[chance % count] : 0;
}

size_t proc_end_left(int most_ms, char *names, size_t size)
{
	static struct process list[PROCESSES];
	long long until = now_ms() + most_ms;
	size_t left = 0;
	size_t n;

	names[0] = 0;
	/* ECHILD: nobody is left. */
	for (;;) {
		pid_t pid = waitpid(-1, NULL, WNOHANG);

		if (pid < 0)
			return 0;
		if (pid == 0 && now_ms() >= until)
			break;
		if (pid == 0)
			poll(NULL, 0, 10);
	}
	n = list_all(list);
	for (size_t i = 0; i < n; i++)
		if (depth(list, n, &list[i], getpid())) {
			size_t used = strlen(names);

			snprintf(names + used, size - used, " %s(%d)", list[i].name,
				 list[i].pid);
			left++;
		}
	for (size_t i = 0; i < n; i++)
		if (depth(list, n, &list[i], getpid()))
			kill(list[i].pid, SIGKILL);
	while (waitpid(-1, NULL, 0) > 0)
		continue;
	return left;
}
