/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "container.h"

#include "clock.h"
#include "yardstick.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	OUTPUT_LIMIT = 256 << 20,
	GRACE_MS = 5000,
	SIGNAL_TRIES = 100,
	LOOK_MS = 200,	    /* how often time is looked at */
	LATE_MS = 1000,	    /* for a look: longer, and this process was stopped */
	STOPPED_MS = 60000, /* so long a container may be stopped from outside */
	DRAIN_MS = 1000,    /* what it has written by its limit is read that long */
};

void (*container_finish)(struct record *record);

void container_broken(struct container *c, const char *format, ...)
{
	va_list args;

	c->record->observation = OBSERVED_BROKEN;
	va_start(args, format);
	vsnprintf(c->record->symptom, sizeof(c->record->symptom), format, args);
	va_end(args);
	if (c->pid > 0)
		kill(-c->pid, SIGKILL);
	container_finish(c->record);
	_exit(0);
}

/* Output and its limits. */

static void output_take(struct container *c, int which)
{
	struct output *o = &c->written[which];

	if (o->room - o->size < 65536 + 1) {
		o->room = 2 * o->room + 131072;
		char *text = o->room <= OUTPUT_LIMIT ? realloc(o->text, o->room) : NULL;

		if (!text)
			container_broken(c, "a container wrote more than %d MiB",
					 OUTPUT_LIMIT >> 20);
		o->text = text;
	}
	ssize_t n = read(c->outputs[which], o->text + o->size, o->room - o->size - 1);

	if (n > 0)
		o->size += (size_t)n;
	o->text[o->size] = 0;
	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
		close(c->outputs[which]);
		c->outputs[which] = -1;
	}
}

static void feed_some(struct container *c)
{
	while (c->feed_left) {
		ssize_t n = write(c->input, c->feed, c->feed_left);

		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0)
			break; /* it reads no more: its own affair */
		c->feed += n;
		c->feed_left -= (size_t)n;
	}
	c->feed_left = 0;
	close(c->input);
	c->input = -1;
}

/* What lies there already: of two streams one may be read before the other. */
static void take_errors(struct container *c)
{
	struct pollfd fd = { .fd = c->outputs[1], .events = POLLIN };

	while (c->outputs[1] >= 0 && poll(&fd, 1, 0) > 0)
		output_take(c, 1);
}

/* The time limit. */

double container_time_limit(const struct container *c)
{
	unsigned seconds =
		c->launch.check.test->seconds ? c->launch.check.test->seconds : CASE_SECONDS;
	double own = json_number_value(
		json_object_get(c->launch.assignment->limits, c->record->check));

	return own > 0 ? own : seconds * c->launch.assignment->patience;
}

void container_limit(struct container *c)
{
	c->limited = c->looked = now_ms();
	c->left_ms = container_time_limit(c) * 1000;
	c->stopped_ms = 0;
}

double container_speed(const struct container *c)
{
	double wall = (double)(c->looked - c->limited);

	return wall < LOOK_MS ? 1 : (container_time_limit(c) * 1000 - c->left_ms) / wall;
}

static bool is_stopped(pid_t pid)
{
	char path[64];
	char state = 0;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);

	FILE *file = pid > 0 ? fopen(path, "re") : NULL;

	if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
		state = 0;
	if (file)
		fclose(file);
	return state == 'T';
}

/* Somebody stopped the engine or the container's first process. */
static bool container_is_stopped(const struct container *c)
{
	char text[32] = "";
	int fd = open(c->launch.pid_file, O_RDONLY | O_CLOEXEC);
	bool known = fd >= 0 && read(fd, text, sizeof(text) - 1) > 0;

	if (fd >= 0)
		close(fd);
	return is_stopped(c->pid) || (known && is_stopped(atoi(text)));
}

/*
 * Is the time limit over? It is one of the machine's time: what passes while the
 * machine is slow counts for less, and what passes while it, this process or the
 * container stands still doesn't count.
 */
static bool is_late(struct container *c)
{
	long long now = now_ms();
	long long passed = now - c->looked;

	if (passed < LOOK_MS && c->left_ms > (double)passed)
		return false;
	c->looked = now;
	if (passed > LATE_MS)
		passed = LATE_MS;
	if (c->stopped_ms < STOPPED_MS && container_is_stopped(c)) {
		c->stopped_ms += passed;
		return false;
	}
	c->left_ms -= (double)passed * yardstick_speed();
	return c->left_ms <= 0;
}

bool container_pump(struct container *c)
{
	struct pollfd fds[3] = {
		{ .fd = c->outputs[0], .events = POLLIN },
		{ .fd = c->outputs[1], .events = POLLIN },
		{ .fd = c->feed_left ? c->input : -1, .events = POLLOUT },
	};
	bool late = is_late(c);

	if (c->outputs[0] < 0 && c->outputs[1] < 0)
		return false;

	int ready = poll(fds, 3, late ? 0 : LOOK_MS);

	if (late && (ready <= 0 || c->left_ms < -DRAIN_MS)) {
		c->hung = true;
		return false;
	}
	if (ready <= 0)
		return true;
	for (int i = 0; i < 2; i++)
		if (fds[i].revents)
			output_take(c, i);
	if (fds[2].revents)
		feed_some(c);
	return true;
}

/* Life and death. */

int container_init_pid(struct container *c)
{
	char text[32] = "";

	for (int tries = 0; tries < 500; tries++) {
		int fd = open(c->launch.pid_file, O_RDONLY | O_CLOEXEC);
		ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

		if (fd >= 0)
			close(fd);
		if (n > 0)
			return atoi(text);
		poll(NULL, 0, 10);
	}
	return -1;
}

static void spawn(struct container *c, const char *const *argv, int in, int out, int err)
{
	c->pid = fork();
	if (c->pid < 0)
		container_broken(c, "fork: %s", strerror(errno));
	if (c->pid > 0)
		return;
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(in, 0);
	dup2(out, 1);
	dup2(err, 2);
	/* nohup(1), and a shell for what it runs in the background, ignore some. */
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	execvp(argv[0], (char *const *)argv);
	dprintf(2, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

/* An engine's auxiliary command, waited for; its exit status. */
static int run_tool(const char *const *argv)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		int null = open("/dev/null", O_RDWR | O_CLOEXEC);

		dup2(null, 0);
		dup2(null, 1);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}

/* What runs inside, and the engine's command for it. */
void container_command(struct container *c, const char *const *argv,
		       const char *command[ENGINE_ARGUMENTS])
{
	size_t n = 0;

	c->started++;
	c->launch.argv[n++] = argv && argv[0] && argv[0][0] ? argv[0] : c->guest_path;
	if (argv && argv[0])
		argv++;
	else
		argv = argv ? argv : c->launch.check.test->args;
	for (size_t i = 0; i < CASE_ARGUMENTS && argv[i]; i++)
		c->launch.argv[n++] = argv[i];
	c->launch.argv[n] = NULL;
	if (c->launch.argv[0] == c->guest_path)
		container_need_guest(c, c->launch.check.test->name);
	c->reports_end = c->launch.argv[0] == c->guest_path && n == 1;
	snprintf(c->launch.id, sizeof(c->launch.id), "%s-%d",
		 strrchr(c->launch.directory, '/') + 1, c->started);
	snprintf(c->launch.pid_file, sizeof(c->launch.pid_file), "%s/pid-%d",
		 c->launch.directory, c->started);
	if (!c->launch.check.engine->command(&c->launch, command))
		container_broken(c, "%s: cannot prepare a container: %s",
				 c->launch.check.engine->name, strerror(errno));
}

void container_start(struct container *c, const char *const *argv)
{
	const char *command[ENGINE_ARGUMENTS];
	int in[2];
	int out[2];
	int err[2];

	if (c->pid)
		container_broken(c, "a container is started while another runs");
	container_command(c, argv, command);
	for (int i = 0; i < 2; i++) {
		free(c->written[i].text);
		c->written[i] = (struct output){ .text = calloc(1, 1), .room = 1 };
	}

	if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC))
		container_broken(c, "pipe: %s", strerror(errno));
	c->begun = now_ms();
	container_limit(c);
	spawn(c, command, in[0], out[1], err[1]);
	close(in[0]);
	close(out[1]);
	close(err[1]);
	c->input = in[1];
	c->outputs[0] = out[0];
	c->outputs[1] = err[0];
	for (int i = 0; i < 2; i++)
		fcntl(c->outputs[i], F_SETFL, O_NONBLOCK);
	fcntl(c->input, F_SETFL, O_NONBLOCK);
}

void container_feed(struct container *c, const void *data, size_t size)
{
	c->feed = data;
	c->feed_left = size;
	feed_some(c);
	while (c->feed_left && container_pump(c))
		continue;
}

bool container_await(struct container *c, const char *text)
{
	do
		if (c->written[0].size &&
		    memmem(c->written[0].text, c->written[0].size, text, strlen(text)))
			return true;
	while (container_pump(c));
	return false;
}

void container_signal(struct container *c, int number)
{
	const char *command[ENGINE_ARGUMENTS];

	c->launch.check.engine->signal(&c->launch, number, command);
	/* The container may speak before its engine has noted that it runs; one
	 * that has ended by itself takes no signal: container_wait tells. */
	for (int tries = 0; run_tool(command) && kill(container_init_pid(c), 0) == 0; tries++) {
		if (tries == SIGNAL_TRIES)
			container_broken(c, "%s could not send signal %d", command[0], number);
		poll(NULL, 0, 50);
	}
}

/* The init's death takes its whole pid namespace along; the engine follows,
 * or is made to. */
static void kill_container(struct container *c)
{
	int init = container_init_pid(c);
	long long limit = now_ms() + GRACE_MS;

	if (init > 0)
		kill(init, SIGKILL);
	while (now_ms() < limit) {
		if (waitpid(c->pid, NULL, WNOHANG) == c->pid) {
			c->pid = 0;
			return;
		}
		poll(NULL, 0, 10);
	}
	kill(-c->pid, SIGKILL);
	waitpid(c->pid, NULL, 0);
	c->pid = 0;
}

void container_end_left(const char *directory)
{
	DIR *files = opendir(directory);
	struct dirent *entry;

	while (files && (entry = readdir(files))) {
		char text[32] = "";
		int fd = strncmp(entry->d_name, "pid-", 4) == 0
				 ? openat(dirfd(files), entry->d_name, O_RDONLY | O_CLOEXEC)
				 : -1;

		if (fd >= 0 && read(fd, text, sizeof(text) - 1) > 0 && atoi(text) > 1)
			kill(atoi(text), SIGKILL);
		if (fd >= 0)
			close(fd);
	}
	if (files)
		closedir(files);
}

int container_wait(struct container *c)
{
	int status = 0;

	if (c->input >= 0 && !c->feed_left) {
		close(c->input);
		c->input = -1;
	}
	while (container_pump(c))
		continue;
	/* Outputs may end long before the container does. */
	while (!c->hung && waitpid(c->pid, &status, WNOHANG) == 0) {
		c->hung = is_late(c);
		poll(NULL, 0, 2);
	}
	c->record->ms += (long)(now_ms() - c->begun);
	if (c->hung)
		kill_container(c);
	for (int i = 0; i < 2; i++)
		if (c->outputs[i] >= 0)
			close(c->outputs[i]);
	if (c->input >= 0)
		close(c->input);
	c->input = c->outputs[0] = c->outputs[1] = -1;
	c->pid = 0;
	if (c->hung)
		return c->exit_status = -1;
	c->exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	c->doubtful |= c->exit_status == 128 + SIGKILL ||
		       (c->exit_status == c->launch.check.engine->failure &&
			access(c->launch.pid_file, F_OK));
	return c->exit_status;
}

const char *container_output(struct container *c, size_t *size)
{
	if (size)
		*size = c->written[0].size;
	return c->written[0].text;
}

const char *container_errors(struct container *c, size_t *size)
{
	take_errors(c);
	if (size)
		*size = c->written[1].size;
	return c->written[1].text;
}

const char *container_guest(struct container *c)
{
	return c->guest_path;
}

void container_set_user(struct container *c, unsigned uid, unsigned gid)
{
	c->launch.uid = uid;
	c->launch.gid = gid;
}

void container_set_environment(struct container *c, const char *name_is_value)
{
	size_t n = 0;

	while (c->launch.environment[n])
		n++;
	if (n + 1 >= sizeof(c->launch.environment) / sizeof(c->launch.environment[0]))
		container_broken(c, "too many environment variables");
	c->launch.environment[n] = name_is_value;
}
