/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* From a check to its record: what its container needs, and how it ended. */
#include "container.h"

#include "guest_report.h"
#include "shared.h"
#include "surroundings.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

/* Below, a speed is worth being told. */
static const double SPEED_USUAL = 0.9;

enum { HUNDREDTHS = 100 };

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

	snprintf(path, sizeof(path), "%s/%s", c->launch.directory, name);
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

	snprintf(path, sizeof(path), "%s/report/%s", c->launch.directory, name);

	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0 || fchmod(fd, 0666))
		container_broken(c, "cannot make %s: %s", path, strerror(errno));
	close(fd);
}

void container_need_guest(struct container *c, const char *name)
{
	const struct launch *l = &c->launch;
	char path[2048];

	snprintf(path, sizeof(path), "%s/%s/%s", l->assignment->guests,
		 flavour_names[l->check.flavour], name);
	if (access(path, X_OK))
		container_broken(c, "no guest %s/%s: %s; `make set-up` builds it",
				 flavour_names[l->check.flavour], name, strerror(errno));
}

static void lay_out(struct container *c)
{
	char options[1024];
	char path[512];

	if (mkdir(c->launch.directory, 0755))
		container_broken(c, "cannot make %s: %s", c->launch.directory, strerror(errno));
	make_directory(c, "upper", 0755);
	make_directory(c, "work", 0755);
	make_directory(c, "root", 0755);
	make_directory(c, "report", 0777);
	container_make_report(c, c->launch.check.test->name);
	if (c->launch.check.test->setuid_copy) {
		char guest[512];

		snprintf(guest, sizeof(guest), "%s/%s/%s", c->launch.assignment->guests,
			 flavour_names[c->launch.check.flavour], c->launch.check.test->name);
		snprintf(path, sizeof(path), "%s/upper/case-setuid", c->launch.directory);
		copy_file(c, guest, path, 04755);
	}
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		container_broken(c, "no mount namespace: %s", strerror(errno));
	snprintf(options, sizeof(options), "lowerdir=%s,upperdir=%s/upper,workdir=%s/work%s",
		 c->launch.assignment->image, c->launch.directory, c->launch.directory,
		 user_namespace_is_users() ? ",userxattr" : "");
	snprintf(path, sizeof(path), "%s/root", c->launch.directory);
	if (mount("overlay", path, "overlay", 0, options))
		container_broken(c, "cannot mount an overlay on %s: %s", path, strerror(errno));
}

void container_drive_plainly(struct container *c)
{
	const struct conformance_case *t = c->launch.check.test;

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

	if (c->launch.check.flavour != FLAVOUR_GO || c->exit_status != GIVEN_UP)
		return NULL;
	return fatal ? fatal : text;
}

static void judge_end(struct container *c)
{
	struct record *r = c->record;
	int status = c->exit_status;
	int wanted = c->launch.check.test->drive ? status : c->launch.check.test->exit_status;

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
		snprintf(r->where, sizeof(r->where), "%s", c->launch.check.test->file);
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

struct container container_make(const struct assignment *assignment, const struct check *check,
				const char *directory, struct record *record)
{
	struct container c = {
		.launch = { .assignment = assignment, .check = *check },
		.record = record,
		.input = -1,
		.outputs = { -1, -1 },
		.words_to = SIZE_MAX,
	};

	snprintf(c.launch.directory, sizeof(c.launch.directory), "%s", directory);
	snprintf(c.guest_path, sizeof(c.guest_path), "/case/%s", check->test->name);
	lay_out(&c);
	return c;
}

void container_bare(const struct assignment *assignment, const struct check *check,
		    const char *directory, int go)
{
	struct record record = { .observation = OBSERVED_PASS };
	struct container c = container_make(assignment, check, directory, &record);
	const char *command[ENGINE_ARGUMENTS];
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	char byte;

	container_command(&c, NULL, command);
	for (int i = 0; i < 3; i++)
		dup2(null, i);
	if (read(go, &byte, 1) == 1)
		execvp(command[0], (char *const *)command);
	_exit(127);
}

static void ended_early(struct container *c)
{
	struct record *r = c->record;

	r->observation = OBSERVED_WRONG;
	snprintf(r->symptom, sizeof(r->symptom), "the guest ended before its last claim");
	snprintf(r->got, sizeof(r->got), "exit status %d", c->exit_status);
	snprintf(r->where, sizeof(r->where), "%s", c->launch.check.test->file);
}

/* How slow the machine was, where it was: the limit lasted as much longer. */
static void note_speed(struct container *c)
{
	double speed = container_speed(c);

	if (speed > SPEED_USUAL)
		return;
	if (!c->record->extra)
		c->record->extra = json_object();
	json_object_set_new(c->record->extra, "speed",
			    json_real((double)(int)(speed * HUNDREDTHS) / HUNDREDTHS));
}

static void say_limit(struct container *c)
{
	double limit = container_time_limit(c);
	double took = (double)(c->looked - c->limited) / 1000;
	size_t size = sizeof(c->record->got);

	if (container_speed(c) > SPEED_USUAL)
		snprintf(c->record->got, size, "%.0f s", limit);
	else
		snprintf(c->record->got, size, "%.0f s, which took this machine %.0f s", limit,
			 took);
}

void container_conclude(struct container *c, const char *name)
{
	struct record *record = c->record;
	struct guest_report report;
	char path[512];

	keep_last_words(c);
	snprintf(path, sizeof(path), "%s/report/%s", c->launch.directory, name);
	if (!guest_report_read(path, &report))
		container_broken(c, "cannot read %s: %s", path, strerror(errno));
	if (report.notes[0])
		snprintf(record->notes, sizeof(record->notes), "%s", report.notes);
	record->tries = report.tries;
	record->failed_tries = report.failed_tries;

	bool control = backend_is_native(c->launch.assignment->backend);

	if (c->hung) {
		record->observation = OBSERVED_HANG;
		snprintf(record->symptom, sizeof(record->symptom),
			 "no end within its time limit");
		say_limit(c);
		snprintf(record->where, sizeof(record->where), "%s",
			 c->launch.check.test->file);
	} else if (report.kind != REPORT_NONE) {
		guest_report_to_record(&report, control, record);
	} else if (c->launch.assignment->backend->refusal &&
		   strstr(record->last_words, c->launch.assignment->backend->refusal)) {
		record->observation = OBSERVED_REFUSED;
		snprintf(record->symptom, sizeof(record->symptom), "%s",
			 c->launch.assignment->backend->refusal);
	} else if (!report.begun &&
		   (c->exit_status == SHARED_CANNOT || (control && c->reports_end))) {
		/* The shared guest hasn't the case; or nothing stands between a guest and
		 * the CPU. */
		record->observation = OBSERVED_BROKEN;
		snprintf(record->symptom, sizeof(record->symptom),
			 "the guest did not begin: exit status %d", c->exit_status);
	} else if (record->observation == OBSERVED_PASS) {
		judge_end(c);
		if (record->observation == OBSERVED_PASS && c->reports_end && !report.ended)
			ended_early(c);
	}
	note_speed(c);
	/* An engine whose container was killed before it began says no more than that. */
	c->doubtful |= c->exit_status == c->launch.check.engine->failure && c->reports_end &&
		       report.kind == REPORT_NONE && !report.ended && !report.notes[0];
	record->doubtful = c->doubtful && !c->hung && record->observation != OBSERVED_PASS;
}

void container_check(const struct assignment *assignment, const struct check *check,
		     const char *directory, struct record *record)
{
	struct container c = container_make(assignment, check, directory, record);

	if (check->test->drive)
		check->test->drive(&c);
	else
		container_drive_plainly(&c);
	if (c.pid)
		container_wait(&c);
	container_conclude(&c, check->test->name);
	for (int i = 0; i < 2; i++)
		free(c.written[i].text);
}
