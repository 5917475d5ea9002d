/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "agent.h"

#include "binfmt.h"
#include "check_name.h"
#include "clock.h"
#include "container.h"
#include "io.h"
#include "needs.h"
#include "program.h"
#include "share.h"
#include "yardstick.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	JOBS_MOST = 64,
	BEAT_MS = 1000,
	LINE_MOST = 4 << 20,
	ROUNDS = 3,
	TRIES = 2,
	ROOM_LEAST = 1 << 20
};

struct worker {
	pid_t pid;
	int pipe;
	struct batch batch;
	size_t told; /* of them */
	char directory[300];
};

struct agent {
	int in, stream; /* from and to the runner: one socket or port, or two pipes */
	bool port;	/* it is a port, which may read as ended while nobody is there */
	struct assignment assignment;
	bool *begun;	 /* of its checks */
	bool *again;	 /* of those: what came of it the first time is in doubt */
	int alone;	 /* of the first checks, those that nothing may run beside */
	bool rehearsing; /* what the checks say counts for nothing */
	int count;
	struct worker workers[JOBS_MOST];
	size_t busy;
};

static int worker_pipe;

/* A record as its length and its JSON: so long as it will. */
static void worker_finish(struct record *record)
{
	json_t *json = record_to_json(record);
	char *text = json_dumps(json, JSON_COMPACT);
	uint32_t length = text ? (uint32_t)strlen(text) : 0;

	json_decref(json);
	if (!length || !io_write(worker_pipe, &length, sizeof(length)) ||
	    !io_write(worker_pipe, text, length))
		_exit(1);
	free(text);
}

static bool take_record(int pipe, struct record *record)
{
	uint32_t length = 0;
	char *text = io_read(pipe, &length, sizeof(length)) ? malloc(length) : NULL;
	json_t *json = text && io_read(pipe, text, length)
			       ? json_loadb(text, length, JSON_ALLOW_NUL, NULL)
			       : NULL;
	bool whole = record_from_json(json, record);

	json_decref(json);
	free(text);
	return whole;
}

static void send_line(const struct agent *agent, json_t *json)
{
	/* Whoever reads has gone: so has the reason to run. */
	if (!json || json_write_line(agent->stream, json))
		exit(1);
	json_decref(json);
}

static int trouble(const struct agent *agent, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static int trouble(const struct agent *agent, const char *format, ...)
{
	char why[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	send_line(agent, json_pack("{ss ss}", "type", "trouble", "why", why));
	return 1;
}

/* The assignment's line; the stream carries nothing else towards the agent. */
static json_t *read_assignment(const struct agent *agent)
{
	const int stream = agent->in;
	char *text = malloc(LINE_MOST);
	size_t size = 0;
	json_t *json = NULL;

	while (text && size < LINE_MOST - 1) {
		ssize_t n = read(stream, text + size, LINE_MOST - 1 - size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			/* A virtio port reads as ended until its other side is open. */
			struct pollfd wait = { .fd = stream, .events = POLLIN };

			if (n < 0 || !agent->port || poll(&wait, 1, 100) < 0)
				break;
			usleep(2000);
			continue;
		}
		size += (size_t)n;
		if (text[size - 1] == '\n') {
			json = json_loadb(text, size, 0, NULL);
			break;
		}
	}
	free(text);
	return json;
}

static void send_hello(const struct agent *agent)
{
	struct utsname name;
	struct sysinfo info;

	uname(&name);
	sysinfo(&info);
	json_t *hello = json_pack("{ss ss ss sI si sI}", "type", "hello", "kernel",
				  name.release, "architecture", name.machine, "page_size",
				  (json_int_t)sysconf(_SC_PAGESIZE), "cpus",
				  (int)sysconf(_SC_NPROCESSORS_ONLN), "memory_mib",
				  (json_int_t)(info.totalram * info.mem_unit >> 20));

	if (agent->assignment.usual_us)
		json_object_set_new(hello, "yardstick_us", json_integer(yardstick_best()));
	send_line(agent, hello);
}

static int remove_entry(const char *path, const struct stat *s, int type, struct FTW *ftw)
{
	(void)s;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void remove_scratch(const char *directory)
{
	nftw(directory, remove_entry, 32, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

static void check_directory(const struct agent *agent, int number, char *path, size_t size)
{
	snprintf(path, size, "%s/check-%d", agent->assignment.scratch, number);
}

static void start_worker(struct agent *agent, const struct batch *batch)
{
	struct worker *w = &agent->workers[agent->busy];
	int ends[2];

	*w = (struct worker){ .batch = *batch };
	check_directory(agent, ++agent->count, w->directory, sizeof(w->directory));
	if (pipe2(ends, O_CLOEXEC))
		exit(trouble(agent, "pipe: %s", strerror(errno)));
	w->pid = fork();
	if (w->pid == 0) {
		struct record record = { .observation = OBSERVED_PASS };

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		close(agent->stream);
		worker_pipe = ends[1];
		container_finish = worker_finish;
		if (batch->count > 1) {
			share_checks(&agent->assignment, batch, w->directory);
			_exit(0);
		}
		snprintf(record.check, sizeof(record.check), "%s", batch->names[0]);
		container_check(&agent->assignment, &batch->checks[0], w->directory, &record);
		worker_finish(&record);
		_exit(0);
	}
	close(ends[1]);
	if (w->pid < 0)
		exit(trouble(agent, "fork: %s", strerror(errno)));
	w->pipe = ends[0];
	agent->busy++;
}

static void tell(const struct agent *agent, const char *type, json_t *json)
{
	json_object_set_new(json, "type", json_string(agent->rehearsing ? "rehearsed" : type));
	send_line(agent, json);
}

static void tell_start(const struct agent *agent, const char *name)
{
	tell(agent, "start", json_pack("{ss}", "check", name));
}

static void forget_worker(struct agent *agent, size_t i)
{
	const struct worker *w = &agent->workers[i];

	waitpid(w->pid, NULL, 0);
	close(w->pipe);
	remove_scratch(w->directory);
	agent->workers[i] = agent->workers[--agent->busy];
}

/* Is there room for containers, and for what their guests report? */
static bool have_room(const struct agent *agent)
{
	struct statvfs s;

	return statvfs(agent->assignment.scratch, &s) ||
	       (unsigned long long)s.f_bavail * s.f_frsize >= ROOM_LEAST;
}

/* The next record of a worker whose pipe has something to say. False: it has died;
 * the record says so, and the rest of its batch has not run. */
static bool collect(struct agent *agent, size_t i, struct record *record)
{
	struct worker *w = &agent->workers[i];
	bool room = have_room(agent);
	bool lives = take_record(w->pipe, record);

	if (!lives) {
		*record = (struct record){ .observation = OBSERVED_BROKEN };
		snprintf(record->check, sizeof(record->check), "%s", w->batch.names[w->told]);
		snprintf(record->symptom, sizeof(record->symptom), "the check's worker died");
		kill(w->pid, SIGKILL);
		container_end_left(w->directory);
	}
	/* Whatever it is then, it is no failure of the check. */
	if (record->observation != OBSERVED_PASS && !room)
		exit(trouble(agent, "%s of machine %s has no room left for containers",
			     agent->assignment.scratch, agent->assignment.machine));
	if (!lives || ++w->told == w->batch.count)
		forget_worker(agent, i);
	return lives;
}

static void tell_proof(const struct agent *agent, const char *binfmt,
		       const struct record *record, bool ok, const char *why)
{
	json_t *line = json_pack("{ss ss ss sb ss}", "type", "proof", "binfmt", binfmt,
				 "identity", record->notes, "ok", ok, "why", why);

	if (agent->assignment.backend->registered && record->extra)
		json_object_set(line, "registered", record->extra);
	send_line(agent, line);
}

/* Has a check of the assignment this engine? */
static bool uses_engine(const struct agent *agent, const struct engine *engine)
{
	for (size_t i = 0; i < json_array_size(agent->assignment.checks); i++) {
		const char *name =
			json_string_value(json_array_get(agent->assignment.checks, i));
		struct check check;

		if (name && check_from_name(name, &check) && check.engine == engine)
			return true;
	}
	return false;
}

/* The proof: does this backend, and no other, run the guests, whatever starts their
 * containers? */
static bool prove(struct agent *agent, const char *binfmt)
{
	const struct conformance_case *test = registry_find("identity");
	struct record record = { .notes = "" };

	/* A registry of the self-tests has no such case. */
	for (size_t i = 0; test && engines[i]; i++) {
		struct batch proof = {
			.count = 1,
			.checks = { { test, FLAVOUR_GLIBC, engines[i] } },
		};
		char name[64];
		int tries = 0;

		if (!uses_engine(agent, engines[i]))
			continue;
		check_to_name(&proof.checks[0], name, sizeof(name));
		proof.names[0] = name;
		do
			start_worker(agent, &proof);
		while ((!collect(agent, 0, &record) || record.doubtful) && ++tries < TRIES);
		if (record.observation != OBSERVED_PASS) {
			char why[1800];

			snprintf(why, sizeof(why), "under %s: %s: %s %s %s", engines[i]->name,
				 observation_names[record.observation], record.symptom,
				 record.got, record.last_words);
			tell_proof(agent, binfmt, &record, false, why);
			return false;
		}
	}
	tell_proof(agent, binfmt, &record, true, "");
	return true;
}

static bool may_share(const struct agent *agent, const struct check *check)
{
	return agent->assignment.share && check->test->shared && check->engine == &engine_crun;
}

/* Does it want a container of its own, whatever it is? */
static bool in_doubt(const struct agent *agent, size_t i)
{
	return agent->again[i] || i < (size_t)agent->assignment.alone;
}

static bool fits(const struct agent *agent, const struct batch *batch,
		 const struct check *check)
{
	if (!may_share(agent, check) || check->flavour != batch->checks[0].flavour ||
	    check->test->gpu != batch->checks[0].test->gpu)
		return false;
	/* A repetition reports into a file of the same name. */
	for (size_t i = 0; i < batch->count; i++)
		if (batch->checks[i].test == check->test)
			return false;
	return true;
}

/* What can't run on this kernel is done at once. */
static bool skip(const struct agent *agent, const char *name, const struct check *check)
{
	const char *lacking = needs_unmet(check->test->needs);
	struct record record = { .observation = OBSERVED_SKIPPED };

	if (!lacking)
		return false;
	snprintf(record.check, sizeof(record.check), "%s", name);
	snprintf(record.symptom, sizeof(record.symptom), "%s", lacking);
	tell_start(agent, name);
	tell(agent, "done", record_to_json(&record));
	return true;
}

/* The checks of one worker: the next that hasn't begun, and with it those that
 * share its container. None: all have begun. */
static struct batch next_batch(struct agent *agent)
{
	struct batch batch = { .count = 0 };

	for (size_t i = 0; i < json_array_size(agent->assignment.checks); i++) {
		const char *name =
			json_string_value(json_array_get(agent->assignment.checks, i));
		struct check check;

		if (agent->begun[i])
			continue;
		if (!name || !check_from_name(name, &check))
			exit(trouble(agent, "the assignment names no check: %s", name));
		if (agent->assignment.program)
			check.test = &program_case;
		if (batch.count && (in_doubt(agent, i) || !fits(agent, &batch, &check)))
			continue;
		agent->begun[i] = true;
		if (skip(agent, name, &check)) {
			agent->alone -= i < (size_t)agent->assignment.alone;
			continue;
		}
		batch.names[batch.count] = name;
		batch.checks[batch.count++] = check;
		if (batch.count == SHARED_MOST || in_doubt(agent, i) ||
		    !may_share(agent, &batch.checks[0]))
			break;
	}
	return batch;
}

static bool begin_batch(struct agent *agent)
{
	const struct batch batch = next_batch(agent);

	if (!batch.count)
		return false;
	tell_start(agent, batch.names[0]);
	start_worker(agent, &batch);
	return true;
}

static size_t number_of(const struct agent *agent, const char *name)
{
	size_t i = 0;

	while (strcmp(json_string_value(json_array_get(agent->assignment.checks, i)), name))
		i++;
	return i;
}

/*
 * Takes what a worker has to say. What died with its worker, or in a way that may
 * have come from outside, runs once more.
 */
static void hear_worker(struct agent *agent, size_t i)
{
	const struct batch batch = agent->workers[i].batch;
	size_t told = agent->workers[i].told;
	size_t check = number_of(agent, batch.names[told]);
	struct record record;
	bool lives = collect(agent, i, &record);

	if ((!lives || record.doubtful) && !agent->again[check]) {
		agent->again[check] = true;
		agent->begun[check] = false;
	} else {
		tell(agent, "done", record_to_json(&record));
		agent->alone -= check < (size_t)agent->assignment.alone;
	}
	while (++told < batch.count)
		if (lives) {
			/* If the machine dies, only what really ran is lost. */
			tell_start(agent, batch.names[told]);
			return;
		} else {
			agent->begun[number_of(agent, batch.names[told])] = false;
		}
}

/* The runner has only this to say after its assignment: that it has gone. */
static void end_with_runner(const struct agent *agent)
{
	char byte;

	if (!agent->port && read(agent->in, &byte, 1) == 0)
		exit(1);
}

/* How many milliseconds they took. */
static long long run_checks(struct agent *agent)
{
	long long begun = now_ms();
	long long beat = begun;

	memset(agent->begun, 0, json_array_size(agent->assignment.checks));
	memset(agent->again, 0, json_array_size(agent->assignment.checks));
	agent->alone = agent->assignment.alone;
	for (;;) {
		struct pollfd fds[JOBS_MOST + 1];

		while (agent->busy < (size_t)(agent->alone ? 1 : agent->assignment.jobs) &&
		       begin_batch(agent))
			continue;
		if (!agent->busy)
			break;
		for (size_t i = 0; i < agent->busy; i++)
			fds[i] = (struct pollfd){ .fd = agent->workers[i].pipe,
						  .events = POLLIN };

		size_t busy = agent->busy;

		fds[busy] =
			(struct pollfd){ .fd = agent->port ? -1 : agent->in, .events = POLLIN };

		int ready = poll(fds, busy + 1, BEAT_MS);

		if (ready > 0 && fds[busy].revents)
			end_with_runner(agent);

		/* From the end: collecting moves the last worker into the gap. */
		for (size_t i = ready > 0 ? busy : 0; i-- > 0;)
			if (fds[i].revents)
				hear_worker(agent, i);
		if (now_ms() - beat >= BEAT_MS) {
			beat = now_ms();
			send_line(agent, json_pack("{ss}", "type", "beat"));
		}
		/* An init collects what its containers leave behind. */
		if (getpid() == 1 && !agent->busy)
			while (waitpid(-1, NULL, WNOHANG) > 0)
				continue;
	}
	return now_ms() - begun;
}

/* A native run is so short that it must not be the first of its kind in this
 * machine. */
static void rehearse(struct agent *agent)
{
	struct batch first = { .count = 1 };

	first.names[0] = json_string_value(json_array_get(agent->assignment.checks, 0));
	if (!first.names[0] || !check_from_name(first.names[0], &first.checks[0]))
		return;
	start_worker(agent, &first);

	struct record record;

	collect(agent, 0, &record);
}

/* The same containers, laid out beforehand, by the bare engine, as many at
 * once: how many milliseconds they took. */
static long long run_bare(struct agent *agent)
{
	size_t count = json_array_size(agent->assignment.checks);
	int *go = calloc(count + 1, sizeof(*go));
	int first = agent->count + 1;
	size_t released = 0;
	size_t ended = 0;
	char directory[300];

	if (!go)
		exit(trouble(agent, "out of memory"));
	for (size_t i = 0; i < count; i++) {
		struct check check;
		int ends[2];

		if (!check_from_name(
			    json_string_value(json_array_get(agent->assignment.checks, i)),
			    &check) ||
		    pipe2(ends, O_CLOEXEC))
			exit(trouble(agent, "cannot prepare the bare containers"));
		check_directory(agent, ++agent->count, directory, sizeof(directory));
		if (fork() == 0)
			container_bare(&agent->assignment, &check, directory, ends[0]);
		close(ends[0]);
		go[i] = ends[1];
	}
	/* They lay out while nothing is timed. */
	sleep(2);

	long long begun = now_ms();

	while (ended < count) {
		for (; released < count && released - ended < (size_t)agent->assignment.jobs;
		     released++)
			if (write(go[released], "", 1) != 1)
				exit(trouble(agent, "a bare container is gone"));
		if (waitpid(-1, NULL, 0) > 0)
			ended++;
	}

	long long ms = now_ms() - begun;

	for (size_t i = 0; i < count; i++)
		close(go[i]);
	for (int i = first; i <= agent->count; i++) {
		check_directory(agent, i, directory, sizeof(directory));
		remove_scratch(directory);
	}
	free(go);
	return ms;
}

/*
 * The price of the suite: its checks and the bare engine in turn, after a
 * round that has read every program into memory. The last round of the checks
 * is the run's own.
 */
static void compare_with_bare_engine(struct agent *agent)
{
	json_t *suite = json_array();
	json_t *bare = json_array();

	run_bare(agent);
	for (int round = 1; round <= ROUNDS; round++) {
		agent->rehearsing = round < ROUNDS;
		json_array_append_new(suite, json_integer(run_checks(agent)));
		json_array_append_new(bare, json_integer(run_bare(agent)));
	}
	send_line(agent, json_pack("{ss sI so so}", "type", "overhead", "containers",
				   (json_int_t)json_array_size(agent->assignment.checks),
				   "suite_ms", suite, "bare_ms", bare));
}

static bool is_port(int fd)
{
	struct stat s;

	return fstat(fd, &s) == 0 && S_ISCHR(s.st_mode);
}

int agent_serve(int in, int stream)
{
	struct agent agent = { .in = in, .stream = stream, .port = is_port(in) };
	struct assignment *a = &agent.assignment;
	char binfmt[1024] = "";
	char why[2560];
	json_t *json = read_assignment(&agent);

	signal(SIGPIPE, SIG_IGN);
	if (!json)
		return trouble(&agent, "the assignment did not arrive whole");
	bool whole = assignment_from_json(json, a, why, sizeof(why));

	json_decref(json);
	if (!whole)
		return trouble(&agent, "%s", why);
	if (a->jobs > JOBS_MOST)
		a->jobs = JOBS_MOST;
	agent.begun = calloc(json_array_size(a->checks) + 1, sizeof(*agent.begun));
	agent.again = calloc(json_array_size(a->checks) + 1, sizeof(*agent.again));
	if (!agent.begun || !agent.again)
		return trouble(&agent, "out of memory");
	if (!binfmt_register(a->backend, a->backend_root, binfmt, sizeof(binfmt), why,
			     sizeof(why)))
		return trouble(&agent, "%s", why);
	send_hello(&agent);
	yardstick_start(a->usual_us, stream);
	if (!prove(&agent, binfmt))
		return 1;
	if (a->rehearse)
		rehearse(&agent);
	if (a->overhead)
		compare_with_bare_engine(&agent);
	else
		run_checks(&agent);
	send_line(&agent, json_pack("{ss}", "type", "end"));
	free(agent.begun);
	free(agent.again);
	assignment_free(a);
	return 0;
}
