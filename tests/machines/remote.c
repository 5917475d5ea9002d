/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Machines that are reached by a command: an engine, here or elsewhere, starts the
 * suite's own image (`make image`), which has all that the checks take. Its agent is
 * spoken to by the command's standard input and output, and ends with it.
 */
#include "machine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define IMAGE "conformance"
/* Where it has what a build has (fixtures/images/archive). */
#define BUILD "/conformance/build"

/* As short as it can be: an engine's own name for all that is needed. */
#define RUN "run", "--rm", "--interactive", "--privileged", "--network=none", "--pull=never"
#define RUN_TEXT                                                                               \
	"run --rm --interactive --privileged --network=none --pull=never " IMAGE " agent"

enum { ARGUMENTS = 16 };

/* How one kind is reached; WHERE stands for what follows the colon of its name, and
 * what stands with it is left out where nothing does. */
#define WHERE "WHERE"
static const struct kind {
	const char *name;
	const char *argv[ARGUMENTS];
} kinds[] = {
	{ "podman", { "--connection", WHERE, RUN, IMAGE, "agent" } },
	{ "docker", { "--context", WHERE, RUN, IMAGE, "agent" } },
	{ "ssh",
	  { "-o", "BatchMode=yes", WHERE,
	    "if command -v podman >/dev/null; then exec podman " RUN_TEXT
	    "; else exec docker " RUN_TEXT "; fi" } },
};

static const struct kind *kind_of(const char *name)
{
	const size_t length = strcspn(name, ":");

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strlen(kinds[i].name) == length &&
		    strncmp(name, kinds[i].name, length) == 0)
			return &kinds[i];
	return NULL;
}

/* Its arguments, behind the program's name. */
static void fill_command(const struct machine *machine, const char *argv[ARGUMENTS])
{
	const struct kind *kind = kind_of(machine->name);
	const char *where = strchr(machine->name, ':');
	size_t n = 1;

	for (size_t i = 0; kind->argv[i]; i++)
		if (strcmp(kind->argv[i], WHERE) != 0)
			argv[n++] = kind->argv[i];
		else if (where)
			argv[n++] = where + 1;
		else
			n--; /* its option */
	argv[n] = NULL;
}

static pid_t boot(const struct machine *machine, const struct boot *boot, int stream, char *why,
		  size_t size)
{
	pid_t pid = fork();

	if (pid < 0)
		snprintf(why, size, "fork: %s", strerror(errno));
	if (pid != 0)
		return pid;

	const char *argv[ARGUMENTS] = { machine->tool };
	sigset_t none;
	int console = open(boot->console, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);

	fill_command(machine, argv);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setpgid(0, 0);
	dup2(stream, STDIN_FILENO);
	dup2(stream, STDOUT_FILENO);
	dup2(console, STDERR_FILENO);
	execvp(machine->tool, (char *const *)argv);
	dprintf(STDERR_FILENO, "%s: %s\n", machine->tool, strerror(errno));
	_exit(127);
}

static void describe(const struct boot *boot, struct assignment *a)
{
	snprintf(a->image, sizeof(a->image), BUILD "/images/%s/root", boot->image);
	snprintf(a->guests, sizeof(a->guests), BUILD "/payload/guests/%s",
		 boot->backend->architecture);
	snprintf(a->scratch, sizeof(a->scratch), "/run/conformance");
	a->cgroups = false;
}

#define REMOTE(kind)                                                                           \
	{                                                                                      \
		.name = (kind), .architecture = "aarch64", .engines = CRUN, .tool = (kind),    \
		.remote = true, .named_only = true, .boot = boot, .describe = describe,        \
	}

const struct machine machine_podman = REMOTE("podman");
const struct machine machine_docker = REMOTE("docker");

const struct machine *machine_reached(const char *name)
{
	const struct kind *kind = kind_of(name);
	const char *where = strchr(name, ':');
	const struct machine template = REMOTE(kind ? kind->name : "");
	struct machine *machine =
		kind && where && where[1] && where[1] != '-' && !strchr(where, '/')
			? malloc(sizeof(*machine))
			: NULL;
	char *own = machine ? strdup(name) : NULL;

	if (!own) {
		free(machine);
		return NULL;
	}
	*machine = template;
	machine->name = own;
	return machine;
}
