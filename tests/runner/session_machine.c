/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "session_parts.h"

#include "artefacts.h"
#include "build_files.h"
#include "check_name.h"
#include "clock.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	END_MS = 1000, /* for a machine to be gone after its last word */
	/* Of machines in succession that end before any check does: when to give
	 * the session up. Chance may kill some. */
	IN_VAIN_MOST = 8,
};

/* One emulated CPU takes that much longer than a real one, generously. */
static const double patience_emulated = 3.0;

/* Of a limit: for a check that is recorded as one that hangs. A translator that mended it
 * needs less, as the controls do. */
static const double known_hang_share = 0.25;

/* What the yardstick's work takes on the CPU of a server of 2023, which limits assume;
 * also where that emulates one, as the work is a loop over registers. */
enum { USUAL_US = 12000 };

/* The run's own machines share the host's CPUs: that is as usual. */
static int usual_us(const struct machine *machine, const struct run_options *options)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	long used = machine->virtual ? (long)options->machines * options->cpus : cpus;

	/* What is measured has no other work beside it. */
	if (options->quiet)
		return 0;
	return (int)(USUAL_US * (used > cpus ? used : cpus) / cpus);
}

/* Seconds in this machine; 0: what its case says. */
static double limit_of(const struct planned *p, double patience)
{
	struct check check;

	if (p->limit > 0 || !p->known_hang || !check_from_name(p->name, &check))
		return p->limit;
	return known_hang_share * patience *
	       (check.test->seconds ? check.test->seconds : CASE_SECONDS);
}

static json_t *assignment_of(const struct session *s, const struct boot *boot,
			     const struct run_options *options)
{
	const struct backend *backend = s->instance->backend;
	struct assignment a = {
		.backend = backend,
		.jobs = options->jobs,
		.patience = machine_is_emulated(s->machine) ? patience_emulated : 1.0,
		.usual_us = usual_us(s->machine, options),
		.share = !options->alone,
		.overhead = options->overhead,
		.rehearse = options->counted && backend_is_native(backend),
		.program = json_incref(options->program),
		.checks = json_array(),
		.limits = json_object(),
	};

	snprintf(a.version, sizeof(a.version), "%s", s->instance->found.version);
	snprintf(a.machine, sizeof(a.machine), "%s", s->machine->name);
	for (int suspect = 1; suspect >= 0; suspect--)
		for (size_t i = 0; i < s->count; i++)
			if (s->checks[i].state == CHECK_PENDING &&
			    s->checks[i].suspect == suspect) {
				const double limit = limit_of(&s->checks[i], a.patience);

				json_array_append_new(a.checks, json_string(s->checks[i].name));
				a.alone += suspect;
				if (limit > 0)
					json_object_set_new(a.limits, s->checks[i].name,
							    json_real(limit));
			}
	s->machine->describe(boot, &a);

	json_t *json = assignment_to_json(&a);

	assignment_free(&a);
	return json;
}

/* Those that its checks name. */
static unsigned engines_of(const struct session *s)
{
	unsigned set = 0;
	struct check check;

	for (size_t i = 0; i < s->count; i++)
		if (check_from_name(s->checks[i].name, &check))
			set |= check.engine->bit;
	return set;
}

static bool uses_gpu(const struct session *s)
{
	struct check check;

	for (size_t i = 0; i < s->count; i++)
		if (check_from_name(s->checks[i].name, &check) && check.test->gpu)
			return true;
	return false;
}

/* Ends it, after so many milliseconds in which it may end by itself; its status,
 * or -1 if it did not. */
static int close_after(struct session *s, int ms)
{
	long long until = now_ms() + ms;
	int status = -1;

	if (s->pid > 0) {
		pid_t ended;

		while ((ended = waitpid(s->pid, &status, WNOHANG)) == 0 && now_ms() < until)
			poll(NULL, 0, 10);
		if (ended != s->pid) {
			status = -1;
			kill(s->pid, SIGKILL);
			waitpid(s->pid, NULL, 0);
		}
	}
	if (s->stream >= 0)
		close(s->stream);
	s->pid = 0;
	s->stream = -1;
	s->line_size = 0;
	return status;
}

void machine_close(struct session *s)
{
	close_after(s, 0);
}

void machine_start(struct runner *runner, struct session *s)
{
	char image[64];
	struct boot boot = {
		.files = runner->options->files,
		.backend = s->instance->backend,
		.backend_root = s->instance->found.root,
		.backend_disk = s->instance->disk,
		.console = s->console,
		.image = image,
		.engines = engines_of(s),
		.gpu = uses_gpu(s) || runner->options->gpu,
		.counted = runner->options->counted,
		.cpus = runner->options->cpus,
		.memory_mib = runner->options->memory_mib,
	};
	char why[512] = "";
	int ends[2];

	artefact_of_image(s->image, s->instance->backend, image, sizeof(image));
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) {
		checks_break(runner, s, "no socket pair");
		return;
	}
	s->booted = s->heard = now_ms();
	s->boots++;
	s->proved = false;
	s->pid = s->machine->boot(s->machine, &boot, ends[1], why, sizeof(why));
	close(ends[1]);
	s->stream = ends[0];
	if (s->pid < 0) {
		s->pid = 0;
		s->cannot = true;
		machine_close(s);
		checks_break(runner, s, why);
		return;
	}
	json_t *assignment = assignment_of(s, &boot, runner->options);

	/* Larger than a socket's buffer it may be, so not before somebody reads:
	 * the socket blocks until then, or fails when the machine dies. */
	json_write_line(s->stream, assignment);
	json_decref(assignment);
	fcntl(s->stream, F_SETFL, O_NONBLOCK);
}

static void console_tail(const struct session *s, char *text, size_t size)
{
	char all[4096];
	int fd = open(s->console, O_RDONLY | O_CLOEXEC);
	off_t end = fd < 0 ? 0 : lseek(fd, 0, SEEK_END);
	ssize_t n = 0;

	text[0] = 0;
	if (fd < 0)
		return;
	if (end > 0)
		n = pread(fd, all, sizeof(all),
			  end > (off_t)sizeof(all) ? end - (off_t)sizeof(all) : 0);
	close(fd);
	while (n > 0 && (all[n - 1] == '\n' || all[n - 1] == '\r'))
		n--;
	/* Its last line says most. */
	ssize_t start = n;

	while (start > 0 && all[start - 1] != '\n')
		start--;
	text_clean(text, size, all + start, (size_t)(n - start));
}

/* Nothing inside a machine can send SIGKILL to it: somebody outside did, most often
 * a kernel that is short of memory. */
static void say_who_killed(char *text, size_t size, int status)
{
	text[0] = 0;
	if (status >= 0 &&
	    (WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status) - 128) == SIGKILL)
		snprintf(text, size, " (killed from outside; this host has %d MiB left)",
			 memory_available_mib());
}

/* The machine is gone, or must go. What ran then runs once more, by itself, so that
 * it is known which of them takes the machine along. */
void machine_died(struct runner *runner, struct session *s, const char *how, int weight)
{
	char tail[300];
	char killed[80];
	char end[500];
	char why[700];

	say_who_killed(killed, sizeof(killed), close_after(s, END_MS));
	console_tail(s, tail, sizeof(tail));
	snprintf(end, sizeof(end), "machine %s %s%s%s%s", s->machine->name, how, killed,
		 tail[0] ? "; its last words: " : "", tail);
	snprintf(why, sizeof(why), "twice, the second time with nothing beside it: %s", end);
	/* What its command said is for the user to put right. */
	if (s->machine->remote && !json_object_get(s->header, "kernel")) {
		s->cannot = true;
		snprintf(why, sizeof(why),
			 "machine %s did not start%s%s; it runs the image of `make image`, "
			 "which has to be loaded there",
			 s->machine->name, tail[0] ? ": " : "", tail);
		checks_break(runner, s, why);
		return;
	}
	s->died_in_vain += weight;
	for (size_t i = 0; i < s->count; i++) {
		struct planned *p = &s->checks[i];

		if (p->state != CHECK_RUNNING)
			continue;
		p->state = CHECK_PENDING;
		if (p->suspect)
			check_break(runner, s, p, why);
		p->suspect = true;
	}
	if (s->done < s->count && s->died_in_vain >= IN_VAIN_MOST) {
		snprintf(why, sizeof(why), "given up after %d starts: %s", s->boots, end);
		checks_break(runner, s, why);
	}
}

void machine_ended(struct runner *runner, struct session *s, const char *how)
{
	machine_died(runner, s, how, s->proved ? IN_VAIN_RUNNING : IN_VAIN_STARTING);
}
