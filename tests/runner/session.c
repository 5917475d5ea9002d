/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "session.h"

#include "artefacts.h"
#include "build_files.h"
#include "check_name.h"
#include "clock.h"
#include "progress.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	TICK_MS = 200,
	SILENCE_MS = 60000, /* the agent says something every second */
	COUNTED_SILENCE_MS = 600000,
	BOOT_MS = 180000,
	LATE_MS = 1000, /* for a tick: longer, and this program was held up */
	/* A container may use 768 MiB; of its memory a kernel keeps some for itself. */
	LEAST_MIB = 900,
	END_MS = 1000, /* for a machine to be gone after its last word */
	/* Of machines in succession that end before any check does: when to give
	 * the session up, and what counts how much. Chance may kill some. */
	IN_VAIN_MOST = 8,
	IN_VAIN_RUNNING = 1,
	IN_VAIN_STARTING = 2,
	IN_VAIN_SILENT = 4,
	READ_SIZE = 65536,
};

/* One emulated CPU takes that much longer than a real one, generously. */
static const double patience_emulated = 3.0;

/* What the yardstick's work takes on the CPU of a server of 2023, which limits assume;
 * also where that emulates one, as the work is a loop over registers. */
enum { USUAL_US = 12000 };

struct runner {
	const struct run_options *options;
	struct session *sessions;
	size_t count;
	int journal;
	bool journal_failed;
};

static void write_journal(struct runner *runner, const json_t *line)
{
	if (!runner->journal_failed && json_write_line(runner->journal, line)) {
		runner->journal_failed = true;
		progress_end();
		fprintf(stderr,
			"conformance: cannot write %s: %s; make room and continue with "
			"--resume\n",
			runner->options->journal, strerror(errno));
	}
}

static void journal(struct runner *runner, const struct session *s, json_t *line)
{
	json_object_set_new(line, "machine", json_string(s->machine->name));
	json_object_set_new(line, "backend", json_string(s->instance->label));
	write_journal(runner, line);
}

/* From when on it goes on, for the time that all of it takes. */
static void begin_part(struct runner *runner)
{
	json_t *line = json_pack("{ss sf sf}", "type", "part", "seconds",
				 runner->options->seconds, "begun", (double)time(NULL));

	write_journal(runner, line);
	json_decref(line);
}

static struct planned *planned_by_name(struct session *s, const char *name)
{
	for (size_t i = 0; name && i < s->count; i++)
		if (strcmp(s->checks[i].name, name) == 0)
			return &s->checks[i];
	return NULL;
}

static void finish_check(struct runner *runner, struct session *s, struct planned *p,
			 const struct record *record)
{
	json_t *line = record_to_json(record);

	if (p->state == CHECK_DONE)
		return;
	p->record = *record;
	p->state = CHECK_DONE;
	s->done++;
	if (record->observation != OBSERVED_BROKEN)
		s->died_in_vain = 0;
	journal(runner, s, line);
	json_decref(line);
	progress_done(runner->options->red &&
		      runner->options->red(runner->options->context, s, record));
}

static void break_check(struct runner *runner, struct session *s, struct planned *p,
			const char *why)
{
	struct record record = { .observation = OBSERVED_BROKEN };

	snprintf(record.check, sizeof(record.check), "%s", p->name);
	snprintf(record.symptom, sizeof(record.symptom), "%s", why);
	finish_check(runner, s, p, &record);
}

static void break_all(struct runner *runner, struct session *s, const char *why)
{
	snprintf(s->trouble, sizeof(s->trouble), "%s", why);
	for (size_t i = 0; i < s->count; i++)
		break_check(runner, s, &s->checks[i], why);
}

/* Starting and ending a machine. */

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
				json_array_append_new(a.checks, json_string(s->checks[i].name));
				a.alone += suspect;
				if (s->checks[i].limit > 0)
					json_object_set_new(a.limits, s->checks[i].name,
							    json_real(s->checks[i].limit));
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
static int close_machine_after(struct session *s, int ms)
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

static void close_machine(struct session *s)
{
	close_machine_after(s, 0);
}

static void start_machine(struct runner *runner, struct session *s)
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
		break_all(runner, s, "no socket pair");
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
		close_machine(s);
		break_all(runner, s, why);
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
static void machine_died(struct runner *runner, struct session *s, const char *how, int weight)
{
	char tail[300];
	char killed[80];
	char end[500];
	char why[700];

	say_who_killed(killed, sizeof(killed), close_machine_after(s, END_MS));
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
		break_all(runner, s, why);
		return;
	}
	s->died_in_vain += weight;
	for (size_t i = 0; i < s->count; i++) {
		struct planned *p = &s->checks[i];

		if (p->state != CHECK_RUNNING)
			continue;
		p->state = CHECK_PENDING;
		if (p->suspect)
			break_check(runner, s, p, why);
		p->suspect = true;
	}
	if (s->done < s->count && s->died_in_vain >= IN_VAIN_MOST) {
		snprintf(why, sizeof(why), "given up after %d starts: %s", s->boots, end);
		break_all(runner, s, why);
	}
}

static void machine_ended(struct runner *runner, struct session *s, const char *how)
{
	machine_died(runner, s, how, s->proved ? IN_VAIN_RUNNING : IN_VAIN_STARTING);
}

/* What the agent says. */

/* When the machine first answered: what is told of its checks holds for then. */
static void date_header(json_t *header)
{
	char date[sizeof("2026-01-01T00:00:00Z")];
	time_t now = time(NULL);
	struct tm utc;

	if (json_object_get(header, "date") || !gmtime_r(&now, &utc) ||
	    !strftime(date, sizeof(date), "%FT%TZ", &utc))
		return;
	json_object_set_new(header, "date", json_string(date));
}

static void take_proof(struct runner *runner, struct session *s, const json_t *json)
{
	date_header(s->header);
	json_object_set(s->header, "binfmt", json_object_get(json, "binfmt"));
	json_object_set(s->header, "identity", json_object_get(json, "identity"));
	json_object_set(s->header, "registered", json_object_get(json, "registered"));
	session_take_registered(s, json_object_get(json, "registered"));
	s->proved = json_is_true(json_object_get(json, "ok"));
	if (!s->headed || !s->proved) {
		json_t *line = json_deep_copy(s->header);

		json_object_set_new(line, "type", json_string("run"));
		json_object_set_new(line, "proved", json_boolean(s->proved));
		journal(runner, s, line);
		json_decref(line);
		s->headed = true;
	}
	if (!s->proved) {
		char why[1200];

		snprintf(why, sizeof(why), "%s does not prove to be what runs: %s",
			 s->instance->label, json_string_value(json_object_get(json, "why")));
		close_machine(s);
		break_all(runner, s, why);
	}
}

static void take_hello(struct runner *runner, struct session *s, json_t *json)
{
	long memory = (long)json_integer_value(json_object_get(json, "memory_mib"));

	if (!s->first_container_ms)
		s->first_container_ms = (long)(now_ms() - s->booted);
	json_object_update(s->header, json);
	if (memory < LEAST_MIB) {
		char why[200];

		snprintf(why, sizeof(why),
			 "machine %s has %ld MiB of memory, too little for its containers: %s",
			 s->machine->name, memory,
			 s->machine->virtual ? "give it more by --memory" : "use a larger one");
		close_machine(s);
		s->cannot = true;
		break_all(runner, s, why);
	}
}

static void take_line(struct runner *runner, struct session *s, const char *text)
{
	json_t *json = json_loads(text, 0, NULL);
	const char *type = json_string_value(json_object_get(json, "type"));
	const char *name = json_string_value(json_object_get(json, "check"));

	s->heard = now_ms();
	if (!type) {
		/* A machine killed mid-line: its end is noticed by itself. */
	} else if (strcmp(type, "hello") == 0) {
		take_hello(runner, s, json);
	} else if (strcmp(type, "proof") == 0) {
		take_proof(runner, s, json);
	} else if (strcmp(type, "start") == 0) {
		struct planned *p = planned_by_name(s, name);

		if (p)
			p->state = CHECK_RUNNING;
		progress_running(s->machine->name, s->instance->label, name);
	} else if (strcmp(type, "done") == 0) {
		struct record record;
		struct planned *p = planned_by_name(s, name);

		if (p && record_from_json(json, &record))
			finish_check(runner, s, p, &record);
	} else if (strcmp(type, "trouble") == 0) {
		const char *why = json_string_value(json_object_get(json, "why"));

		close_machine(s);
		s->cannot = true;
		break_all(runner, s, why ? why : "the agent gave up");
	} else if (strcmp(type, "overhead") == 0) {
		json_object_set(s->header, "overhead", json);
	} else if (strcmp(type, "end") == 0) {
		close_machine(s);
		for (size_t i = 0; i < s->count; i++)
			break_check(runner, s, &s->checks[i], "the agent left it out");
	}
	json_decref(json);
}

static void hear(struct runner *runner, struct session *s)
{
	enum { LINE_MOST = 1 << 20 };

	for (;;) {
		char *line = s->line_size > LINE_MOST
				     ? NULL
				     : realloc(s->line, s->line_size + READ_SIZE + 1);

		if (!line) {
			machine_ended(runner, s, "sent a line without end");
			return;
		}
		s->line = line;
		ssize_t n = read(s->stream, line + s->line_size, READ_SIZE);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n <= 0) {
			machine_ended(runner, s, "died");
			return;
		}
		s->line_size += (size_t)n;
		line[s->line_size] = 0;

		char *start = line;
		char *end;

		while ((end = strchr(start, '\n'))) {
			*end = 0;
			take_line(runner, s, start);
			if (s->stream < 0)
				return; /* the line ended the session */
			start = end + 1;
		}
		s->line_size = strlen(start);
		memmove(line, start, s->line_size + 1);
	}
}

static void watch(struct runner *runner, struct session *s)
{
	long long limit = s->proved ? SILENCE_MS : BOOT_MS;

	/* Its second is as long as this host takes for a thousand million instructions. */
	if (runner->options->counted)
		limit = COUNTED_SILENCE_MS;

	if (now_ms() - s->heard > limit)
		machine_died(runner, s, s->proved ? "hangs" : "does not start", IN_VAIN_SILENT);
}

static int signal_stream(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static size_t total_left(const struct runner *runner)
{
	size_t left = 0;

	for (size_t i = 0; i < runner->count; i++)
		left += runner->sessions[i].count - runner->sessions[i].done;
	return left;
}

/* What a stopped program doesn't hear isn't the machines' silence. */
static void forgive(const struct runner *runner, long long late_ms)
{
	for (size_t i = 0; late_ms > LATE_MS && i < runner->count; i++)
		runner->sessions[i].heard += late_ms;
}

/* A machine may have more to say after its last check. */
static bool work_left(const struct runner *runner)
{
	for (size_t i = 0; i < runner->count; i++)
		if (runner->sessions[i].pid > 0)
			return true;
	return total_left(runner) > 0;
}

static void start_more(struct runner *runner)
{
	int running = 0;

	for (size_t i = 0; i < runner->count; i++)
		running += runner->sessions[i].pid > 0;
	/* From the last: the controls stand first and are the shortest, and the
	 * shorter what comes last, the less a CPU idles at the end. */
	for (size_t i = runner->count; i-- > 0 && running < runner->options->machines;) {
		struct session *s = &runner->sessions[i];

		if (s->pid > 0 || s->done == s->count)
			continue;
		start_machine(runner, s);
		running++;
	}
}

int sessions_run(struct session *sessions, size_t count, const struct run_options *options)
{
	struct runner runner = { .options = options, .sessions = sessions, .count = count };
	int signals = signal_stream();
	int ended_by = 0;

	runner.journal =
		open(options->journal, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (runner.journal < 0) {
		fprintf(stderr, "conformance: cannot write %s: %s\n", options->journal,
			strerror(errno));
		return -1;
	}
	for (size_t i = 0; i < count; i++) {
		sessions[i].stream = -1;
		snprintf(sessions[i].console, sizeof(sessions[i].console),
			 "%s/console-%s-%s%s%s.txt", options->files->work,
			 sessions[i].machine->name, sessions[i].instance->label,
			 sessions[i].image ? "-" : "",
			 sessions[i].image ? sessions[i].image : "");
		unlink(sessions[i].console);
	}
	begin_part(&runner);
	progress_begin(total_left(&runner));

	long long looked = now_ms();

	while (!ended_by && !runner.journal_failed && work_left(&runner)) {
		struct pollfd fds[64];
		struct session *of[64];
		nfds_t n = 0;

		start_more(&runner);
		fds[n++] = (struct pollfd){ .fd = signals, .events = POLLIN };
		for (size_t i = 0; i < count && n < 64; i++)
			if (sessions[i].stream >= 0) {
				of[n] = &sessions[i];
				fds[n++] = (struct pollfd){ .fd = sessions[i].stream,
							    .events = POLLIN };
			}
		poll(fds, n, TICK_MS);
		forgive(&runner, now_ms() - looked - TICK_MS);
		looked = now_ms();

		struct signalfd_siginfo info;

		if (fds[0].revents && read(signals, &info, sizeof(info)) == sizeof(info))
			ended_by = (int)info.ssi_signo;
		for (nfds_t i = 1; i < n; i++) {
			if (fds[i].revents)
				hear(&runner, of[i]);
			if (of[i]->stream >= 0)
				watch(&runner, of[i]);
		}
		progress_tick();
	}
	for (size_t i = 0; i < count; i++) {
		close_machine(&sessions[i]);
		free(sessions[i].line);
		sessions[i].line = NULL;
	}
	progress_end();
	if (fsync(runner.journal) || close(runner.journal))
		runner.journal_failed = true;
	close(signals);
	return runner.journal_failed ? -1 : ended_by;
}
