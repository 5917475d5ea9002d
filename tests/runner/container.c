/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "container.h"

#include "report_file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { OUTPUT_LIMIT = 256 << 20, GRACE_MS = 5000, SIGNAL_TRIES = 100 };

void (*container_finish)(struct record *record);

long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

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

bool container_pump(struct container *c)
{
	struct pollfd fds[3] = {
		{ .fd = c->outputs[0], .events = POLLIN },
		{ .fd = c->outputs[1], .events = POLLIN },
		{ .fd = c->feed_left ? c->input : -1, .events = POLLOUT },
	};
	long long left = c->deadline - now_ms();

	if (c->outputs[0] < 0 && c->outputs[1] < 0)
		return false;
	if (left <= 0) {
		c->hung = true;
		return false;
	}
	if (poll(fds, 3, (int)left) <= 0)
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
	char path[300];
	char text[32] = "";

	snprintf(path, sizeof(path), "%s/pid-%d", c->directory, c->started);
	for (int tries = 0; tries < 500; tries++) {
		int fd = open(path, O_RDONLY | O_CLOEXEC);
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
	signal(SIGPIPE, SIG_DFL);
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
static void make_command(struct container *c, const char *const *argv,
			 const char *command[ENGINE_ARGUMENTS])
{
	size_t n = 0;

	c->started++;
	c->argv[n++] = argv && argv[0] && argv[0][0] ? argv[0] : c->guest_path;
	if (argv && argv[0])
		argv++;
	else
		argv = argv ? argv : c->check.test->args;
	for (size_t i = 0; i < CASE_ARGUMENTS && argv[i]; i++)
		c->argv[n++] = argv[i];
	c->argv[n] = NULL;
	c->reports_end = c->argv[0] == c->guest_path && n == 1;
	snprintf(c->id, sizeof(c->id), "%s-%d", strrchr(c->directory, '/') + 1, c->started);
	c->check.engine->command(c, command);
}

/* In seconds. */
static double time_limit(const struct container *c)
{
	unsigned seconds = c->check.test->seconds ? c->check.test->seconds : CASE_SECONDS;

	return seconds * c->site->patience;
}

long long container_deadline(const struct container *c)
{
	return now_ms() + (long long)(time_limit(c) * 1000);
}

void container_start(struct container *c, const char *const *argv)
{
	const char *command[ENGINE_ARGUMENTS];
	int in[2];
	int out[2];
	int err[2];

	if (c->pid)
		container_broken(c, "a container is started while another runs");
	make_command(c, argv, command);
	for (int i = 0; i < 2; i++) {
		free(c->written[i].text);
		c->written[i] = (struct output){ .text = calloc(1, 1), .room = 1 };
	}

	if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC))
		container_broken(c, "pipe: %s", strerror(errno));
	c->begun = now_ms();
	c->deadline = container_deadline(c);
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

	c->check.engine->signal(c, number, command);
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
		c->hung = now_ms() >= c->deadline;
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
	c->uid = uid;
	c->gid = gid;
}

void container_set_environment(struct container *c, const char *name_is_value)
{
	size_t n = 0;

	while (c->environment[n])
		n++;
	if (n + 1 >= sizeof(c->environment) / sizeof(c->environment[0]))
		container_broken(c, "too many environment variables");
	c->environment[n] = name_is_value;
}

/* Claims of the host half. */

static void fail(struct container *c, const char *where, const char *expression)
{
	c->record->observation = OBSERVED_WRONG;
	snprintf(c->record->where, sizeof(c->record->where), "%s", where);
	snprintf(c->record->symptom, sizeof(c->record->symptom), "%s", expression);
}

void container_claim(struct container *c, bool holds, const char *where, const char *expression,
		     long long got, long long wanted)
{
	if (holds || c->record->observation != OBSERVED_PASS)
		return;
	fail(c, where, expression);
	snprintf(c->record->got, sizeof(c->record->got), "%lld, wanted %lld", got, wanted);
}

void container_claim_text(struct container *c, const char *where, const char *expression,
			  const char *got, const char *wanted)
{
	if (strcmp(got, wanted) == 0 || c->record->observation != OBSERVED_PASS)
		return;
	fail(c, where, expression);

	char clean[100];

	text_clean(clean, sizeof(clean), got, strlen(got));
	snprintf(c->record->got, sizeof(c->record->got), "\"%s\", wanted \"%.100s\"", clean,
		 wanted);
}

/* The check as a whole. */

static void make_directory(struct container *c, const char *name, mode_t mode)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", c->directory, name);
	if (mkdir(path, mode) || chmod(path, mode))
		container_broken(c, "cannot make %s: %s", path, strerror(errno));
}

static void copy_file(struct container *c, const char *from, const char *to, mode_t mode)
{
	char buffer[65536];
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	ssize_t n = -1;

	while (in >= 0 && out >= 0 && (n = read(in, buffer, sizeof(buffer))) > 0)
		if (write(out, buffer, (size_t)n) != n)
			break;
	if (n != 0 || fchown(out, 0, 0) || fchmod(out, mode))
		container_broken(c, "cannot copy %s to %s: %s", from, to, strerror(errno));
	close(in);
	close(out);
}

void container_make_report(struct container *c, const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/report/%s", c->directory, name);

	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0 || fchmod(fd, 0666))
		container_broken(c, "cannot make %s: %s", path, strerror(errno));
	close(fd);
}

static void lay_out(struct container *c)
{
	char options[1024];
	char path[512];

	if (mkdir(c->directory, 0755))
		container_broken(c, "cannot make %s: %s", c->directory, strerror(errno));
	make_directory(c, "upper", 0755);
	make_directory(c, "work", 0755);
	make_directory(c, "root", 0755);
	make_directory(c, "report", 0777);
	container_make_report(c, c->check.test->name);
	if (c->check.test->setuid_copy) {
		char guest[512];

		snprintf(guest, sizeof(guest), "%s/%s/%s", c->site->guests,
			 flavour_names[c->check.flavour], c->check.test->name);
		snprintf(path, sizeof(path), "%s/upper/case-setuid", c->directory);
		copy_file(c, guest, path, 04755);
	}
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		container_broken(c, "no mount namespace: %s", strerror(errno));
	snprintf(options, sizeof(options), "lowerdir=%s,upperdir=%s/upper,workdir=%s/work%s",
		 c->site->image, c->directory, c->directory, c->site->overlay_options);
	snprintf(path, sizeof(path), "%s/root", c->directory);
	if (mount("overlay", path, "overlay", 0, options))
		container_broken(c, "cannot mount an overlay on %s: %s", path, strerror(errno));
}

static void drive_plainly(struct container *c)
{
	const struct conformance_case *t = c->check.test;

	container_start(c, NULL);
	container_wait(c);
	if (t->standard_output)
		container_claim_text(c, t->file, "standard output", container_output(c, NULL),
				     t->standard_output);
}

static bool crash_signal(int number)
{
	return number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE ||
	       number == SIGABRT || number == SIGTRAP || number == SIGSYS || number == SIGKILL;
}

/* What ended a Go program that its runtime gave up: before pages of traces. */
static const char *go_fatal(struct container *c)
{
	enum { GIVEN_UP = 2 };
	const char *text = container_errors(c, NULL);
	const char *fatal = strstr(text, "fatal error: ");

	if (c->check.flavour != FLAVOUR_GO || c->exit_status != GIVEN_UP)
		return NULL;
	return fatal ? fatal : text;
}

static void judge_end(struct container *c)
{
	struct record *r = c->record;
	int status = c->exit_status;
	int wanted = c->check.test->drive ? status : c->check.test->exit_status;

	if (status != wanted) {
		int number = status - 128;
		const char *fatal = go_fatal(c);

		r->observation =
			crash_signal(number) || fatal ? OBSERVED_CRASH : OBSERVED_WRONG;
		if (fatal)
			snprintf(r->symptom, sizeof(r->symptom), "fatal error of Go's runtime");
		else if (crash_signal(number))
			snprintf(r->symptom, sizeof(r->symptom), "SIG%s", sigabbrev_np(number));
		else
			snprintf(r->symptom, sizeof(r->symptom), "exit status %d", status);
		if (fatal)
			text_clean(r->got, sizeof(r->got), fatal, strcspn(fatal, "\n"));
		else
			snprintf(r->got, sizeof(r->got), "exit status %d, wanted %d", status,
				 wanted);
		snprintf(r->where, sizeof(r->where), "%s", c->check.test->file);
	}
}

static void keep_last_words(struct container *c)
{
	size_t size;
	const char *text = container_errors(c, &size);
	size_t room = sizeof(c->record->last_words) - 1;

	if (size > c->words_to)
		size = c->words_to;

	size_t skip = size - c->words_from > room ? size - room : c->words_from;

	text_clean(c->record->last_words, sizeof(c->record->last_words), text + skip,
		   size - skip);
}

struct container container_make(const struct site *site, const struct check *check,
				const char *directory, struct record *record)
{
	struct container c = {
		.site = site,
		.check = *check,
		.record = record,
		.input = -1,
		.outputs = { -1, -1 },
		.words_to = SIZE_MAX,
	};

	snprintf(c.directory, sizeof(c.directory), "%s", directory);
	snprintf(c.guest_path, sizeof(c.guest_path), "/case/%s", check->test->name);
	lay_out(&c);
	return c;
}

void container_bare(const struct site *site, const struct check *check, const char *directory,
		    int go)
{
	struct record record = { .observation = OBSERVED_PASS };
	struct container c = container_make(site, check, directory, &record);
	const char *command[ENGINE_ARGUMENTS];
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	char byte;

	make_command(&c, NULL, command);
	for (int i = 0; i < 3; i++)
		dup2(null, i);
	if (read(go, &byte, 1) == 1)
		execvp(command[0], (char *const *)command);
	_exit(127);
}

void container_conclude(struct container *c, const char *name)
{
	struct record *record = c->record;
	struct report_file report;
	char path[512];

	keep_last_words(c);
	snprintf(path, sizeof(path), "%s/report/%s", c->directory, name);
	if (!report_file_read(path, &report))
		container_broken(c, "cannot read %s: %s", path, strerror(errno));
	if (report.notes[0])
		snprintf(record->notes, sizeof(record->notes), "%s", report.notes);
	record->tries = report.tries;
	record->failed_tries = report.failed_tries;

	if (c->hung) {
		record->observation = OBSERVED_HANG;
		snprintf(record->symptom, sizeof(record->symptom),
			 "no end within its time limit");
		snprintf(record->got, sizeof(record->got), "%.0f s", time_limit(c));
		snprintf(record->where, sizeof(record->where), "%s", c->check.test->file);
	} else if (report.kind != REPORT_NONE) {
		report_file_to_record(&report, !c->site->backend->interpreter, record);
	} else if (c->site->backend->refusal &&
		   strstr(record->last_words, c->site->backend->refusal)) {
		record->observation = OBSERVED_REFUSED;
		snprintf(record->symptom, sizeof(record->symptom), "%s",
			 c->site->backend->refusal);
	} else if (record->observation == OBSERVED_PASS) {
		judge_end(c);
		if (record->observation == OBSERVED_PASS && c->reports_end && !report.ended) {
			record->observation = OBSERVED_WRONG;
			snprintf(record->symptom, sizeof(record->symptom),
				 "the guest ended before its last claim");
			snprintf(record->got, sizeof(record->got), "exit status %d",
				 c->exit_status);
			snprintf(record->where, sizeof(record->where), "%s",
				 c->check.test->file);
		}
	}
}

void container_check(const struct site *site, const struct check *check, const char *directory,
		     struct record *record)
{
	struct container c = container_make(site, check, directory, record);

	if (check->test->drive)
		check->test->drive(&c);
	else
		drive_plainly(&c);
	if (c.pid)
		container_wait(&c);
	container_conclude(&c, check->test->name);
	for (int i = 0; i < 2; i++)
		free(c.written[i].text);
}
