/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "agent.h"

#include "binfmt.h"
#include "check_name.h"
#include "container.h"
#include "identity.h"
#include "needs.h"
#include "share.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

enum { JOBS_MOST = 64, BEAT_MS = 1000, LINE_MOST = 4 << 20, ROUNDS = 3 };

struct worker {
	pid_t pid;
	int pipe;
	struct batch batch;
	size_t told; /* of them */
	char directory[300];
};

struct agent {
	int stream;
	struct site site;
	size_t jobs;
	json_t *checks;
	bool *begun; /* of checks */
	bool share;
	bool rehearsing; /* what the checks say counts for nothing */
	int count;
	struct worker workers[JOBS_MOST];
	size_t busy;
};

static int worker_pipe;

static void worker_finish(struct record *record)
{
	/* Below PIPE_BUF: it arrives whole or not at all. */
	_Static_assert(sizeof(*record) <= 4096, "a record fits into one write to a pipe");
	if (write(worker_pipe, record, sizeof(*record)) != sizeof(*record))
		_exit(1);
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

/* The plan's line; the stream carries nothing else towards the agent. */
static json_t *read_plan(int stream)
{
	char *text = malloc(LINE_MOST);
	size_t size = 0;
	json_t *plan = NULL;

	while (text && size < LINE_MOST - 1) {
		ssize_t n = read(stream, text + size, LINE_MOST - 1 - size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			/* A virtio port reads as ended until its other side is open. */
			struct pollfd wait = { .fd = stream, .events = POLLIN };

			if (n < 0 || poll(&wait, 1, 100) < 0)
				break;
			usleep(2000);
			continue;
		}
		size += (size_t)n;
		if (text[size - 1] == '\n') {
			plan = json_loadb(text, size, 0, NULL);
			break;
		}
	}
	free(text);
	return plan;
}

static void send_hello(const struct agent *agent)
{
	struct utsname name;
	struct sysinfo info;

	uname(&name);
	sysinfo(&info);
	send_line(agent, json_pack("{ss ss ss sI si sI}", "type", "hello", "kernel",
				   name.release, "architecture", name.machine, "page_size",
				   (json_int_t)sysconf(_SC_PAGESIZE), "cpus",
				   (int)sysconf(_SC_NPROCESSORS_ONLN), "memory_mib",
				   (json_int_t)(info.totalram * info.mem_unit >> 20)));
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
	snprintf(path, size, "%s/check-%d", agent->site.scratch, number);
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
			share_checks(&agent->site, batch, w->directory);
			_exit(0);
		}
		snprintf(record.check, sizeof(record.check), "%s", batch->names[0]);
		container_check(&agent->site, &batch->checks[0], w->directory, &record);
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

/* The next record of a worker whose pipe has something to say, or has ended. */
static struct record collect(struct agent *agent, size_t i)
{
	struct worker *w = &agent->workers[i];
	struct record record;
	ssize_t n = read(w->pipe, &record, sizeof(record));

	if (n != sizeof(record)) {
		memset(&record, 0, sizeof(record));
		snprintf(record.check, sizeof(record.check), "%s", w->batch.names[w->told]);
		record.observation = OBSERVED_BROKEN;
		snprintf(record.symptom, sizeof(record.symptom), "the check's worker died");
	}
	if (++w->told < w->batch.count)
		return record;
	waitpid(w->pid, NULL, 0);
	close(w->pipe);
	remove_scratch(w->directory);
	agent->workers[i] = agent->workers[--agent->busy];
	return record;
}

/* The proof: does this backend, and no other, run the guests? */
static bool prove(struct agent *agent, const char *binfmt)
{
	const struct batch proof = {
		.count = 1,
		.names = { "identity/glibc/crun" },
		.checks = { { registry_find("identity"), FLAVOUR_GLIBC, &engine_crun } },
	};

	if (!proof.checks[0].test) { /* a registry of the self-tests */
		send_line(agent, json_pack("{ss ss ss sb ss}", "type", "proof", "binfmt",
					   binfmt, "identity", "", "ok", 1, "why", ""));
		return true;
	}
	start_worker(agent, &proof);

	struct record record = collect(agent, 0);
	bool ok = record.observation == OBSERVED_PASS;
	char why[700] = "";

	if (!ok)
		snprintf(why, sizeof(why), "%s: %s %s %s",
			 observation_names[record.observation], record.symptom, record.got,
			 record.last_words);
	send_line(agent, json_pack("{ss ss ss sb ss}", "type", "proof", "binfmt", binfmt,
				   "identity", record.notes, "ok", ok, "why", why));
	return ok;
}

static bool may_share(const struct agent *agent, const struct check *check)
{
	return agent->share && check->test->shared && check->engine == &engine_crun;
}

static bool fits(const struct agent *agent, const struct batch *batch,
		 const struct check *check)
{
	if (!may_share(agent, check) || check->flavour != batch->checks[0].flavour)
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

	for (size_t i = 0; i < json_array_size(agent->checks); i++) {
		const char *name = json_string_value(json_array_get(agent->checks, i));
		struct check check;

		if (agent->begun[i])
			continue;
		if (!name || !check_from_name(name, &check))
			exit(trouble(agent, "the plan names no check: %s", name));
		if (batch.count && !fits(agent, &batch, &check))
			continue;
		agent->begun[i] = true;
		if (skip(agent, name, &check))
			continue;
		batch.names[batch.count] = name;
		batch.checks[batch.count++] = check;
		if (batch.count == SHARED_MOST || !may_share(agent, &batch.checks[0]))
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

/* How many milliseconds they took. */
static long long run_checks(struct agent *agent)
{
	long long begun = now_ms();
	long long beat = begun;

	memset(agent->begun, 0, json_array_size(agent->checks));
	for (;;) {
		struct pollfd fds[JOBS_MOST];

		while (agent->busy < agent->jobs && begin_batch(agent))
			continue;
		if (!agent->busy)
			break;
		for (size_t i = 0; i < agent->busy; i++)
			fds[i] = (struct pollfd){ .fd = agent->workers[i].pipe,
						  .events = POLLIN };

		int ready = poll(fds, agent->busy, BEAT_MS);

		/* From the end: collecting moves the last worker into the gap. */
		for (size_t i = ready > 0 ? agent->busy : 0; i-- > 0;)
			if (fds[i].revents) {
				const struct worker *w = &agent->workers[i];
				const size_t next = w->told + 1;
				const char *name =
					next < w->batch.count ? w->batch.names[next] : NULL;
				struct record record = collect(agent, i);

				tell(agent, "done", record_to_json(&record));
				/* If the machine dies, only what really ran is lost. */
				if (name)
					tell_start(agent, name);
			}
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

	first.names[0] = json_string_value(json_array_get(agent->checks, 0));
	if (!first.names[0] || !check_from_name(first.names[0], &first.checks[0]))
		return;
	start_worker(agent, &first);
	collect(agent, 0);
}

/* The same containers, laid out beforehand, by the bare engine, as many at
 * once: how many milliseconds they took. */
static long long run_bare(struct agent *agent)
{
	size_t count = json_array_size(agent->checks);
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

		if (!check_from_name(json_string_value(json_array_get(agent->checks, i)),
				     &check) ||
		    pipe2(ends, O_CLOEXEC))
			exit(trouble(agent, "cannot prepare the bare containers"));
		check_directory(agent, ++agent->count, directory, sizeof(directory));
		if (fork() == 0)
			container_bare(&agent->site, &check, directory, ends[0]);
		close(ends[0]);
		go[i] = ends[1];
	}
	/* They lay out while nothing is timed. */
	sleep(2);

	long long begun = now_ms();

	while (ended < count) {
		for (; released < count && released - ended < agent->jobs; released++)
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
				   (json_int_t)json_array_size(agent->checks), "suite_ms",
				   suite, "bare_ms", bare));
}

static const char *text_of(const json_t *plan, const char *key)
{
	const char *text = json_string_value(json_object_get(plan, key));

	return text ? text : "";
}

int agent_serve(int stream)
{
	struct agent agent = { .stream = stream };
	char binfmt[1024] = "";
	char why[512];
	json_t *plan = read_plan(stream);

	signal(SIGPIPE, SIG_IGN);
	if (!plan)
		return trouble(&agent, "the plan did not arrive whole");
	struct site *site = &agent.site;

	site->backend = backend_by_name(text_of(plan, "backend"));
	snprintf(site->version, sizeof(site->version), "%s", text_of(plan, "version"));
	snprintf(site->machine, sizeof(site->machine), "%s", text_of(plan, "machine"));
	snprintf(site->image, sizeof(site->image), "%s", text_of(plan, "image"));
	snprintf(site->backend_root, sizeof(site->backend_root), "%s",
		 text_of(plan, "backend_root"));
	snprintf(site->guests, sizeof(site->guests), "%s", text_of(plan, "guests"));
	snprintf(site->scratch, sizeof(site->scratch), "%s", text_of(plan, "scratch"));
	snprintf(site->overlay_options, sizeof(site->overlay_options), "%s",
		 text_of(plan, "overlay_options"));
	site->cgroups = json_is_true(json_object_get(plan, "cgroups"));
	site->patience = json_number_value(json_object_get(plan, "patience"));
	agent.jobs = (size_t)json_integer_value(json_object_get(plan, "jobs"));
	if (agent.jobs < 1 || agent.jobs > JOBS_MOST)
		agent.jobs = 1;
	agent.checks = json_object_get(plan, "checks");
	if (!site->backend || !json_is_array(agent.checks))
		return trouble(&agent, "the plan names no backend or no checks");
	agent.share = json_is_true(json_object_get(plan, "share"));
	agent.begun = calloc(json_array_size(agent.checks) + 1, sizeof(*agent.begun));
	if (!agent.begun)
		return trouble(&agent, "out of memory");

	if (!binfmt_register(site->backend, site->backend_root, binfmt, sizeof(binfmt), why,
			     sizeof(why)))
		return trouble(&agent, "%s", why);
	send_hello(&agent);
	if (!prove(&agent, binfmt))
		return 1;

	if (json_is_true(json_object_get(plan, "rehearse")))
		rehearse(&agent);

	if (json_is_true(json_object_get(plan, "overhead")))
		compare_with_bare_engine(&agent);
	else
		run_checks(&agent);
	send_line(&agent, json_pack("{ss}", "type", "end"));
	free(agent.begun);
	json_decref(plan);
	return 0;
}
