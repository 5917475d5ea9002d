/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "agent.h"

#include "binfmt.h"
#include "clock.h"
#include "needs.h"
#include "program.h"
#include "workers.h"
#include "yardstick.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BEAT_MS = 1000, ROUNDS = 3, TRIES = 2 };

struct agent {
	struct upstream up;
	struct assignment assignment;
	bool *begun;	 /* of its checks */
	bool *again;	 /* of those: what came of it the first time is in doubt */
	int alone;	 /* of the first checks, those that nothing may run beside */
	bool rehearsing; /* what the checks say counts for nothing */
	struct workers workers;
};

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
	upstream_send(&agent->up, hello);
}

static void tell(const struct agent *agent, const char *type, json_t *json)
{
	json_object_set_new(json, "type", json_string(agent->rehearsing ? "rehearsed" : type));
	upstream_send(&agent->up, json);
}

static void tell_start(const struct agent *agent, const char *name)
{
	tell(agent, "start", json_pack("{ss}", "check", name));
}

static void tell_proof(const struct agent *agent, const char *binfmt,
		       const struct record *record, bool ok, const char *why)
{
	json_t *line = json_pack("{ss ss ss sb ss}", "type", "proof", "binfmt", binfmt,
				 "identity", record->notes, "ok", ok, "why", why);

	if (agent->assignment.backend->registered && record->extra)
		json_object_set(line, "registered", record->extra);
	upstream_send(&agent->up, line);
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
			workers_start(&agent->workers, &proof);
		while ((!workers_collect(&agent->workers, 0, &record) || record.doubtful) &&
		       ++tries < TRIES);
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
			exit(upstream_trouble(&agent->up, "the assignment names no check: %s",
					      name));
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
	workers_start(&agent->workers, &batch);
	return true;
}

static size_t number_of(const struct agent *agent, const char *name)
{
	size_t i = 0;

	while (strcmp(json_string_value(json_array_get(agent->assignment.checks, i)), name) !=
	       0)
		i++;
	return i;
}

/*
 * Takes what a worker has to say. What died with its worker, or in a way that may
 * have come from outside, runs once more.
 */
static void hear_worker(struct agent *agent, size_t i)
{
	const struct batch batch = agent->workers.list[i].batch;
	size_t told = agent->workers.list[i].told;
	size_t check = number_of(agent, batch.names[told]);
	struct record record;
	bool lives = workers_collect(&agent->workers, i, &record);

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

		while (agent->workers.busy <
			       (size_t)(agent->alone ? 1 : agent->assignment.jobs) &&
		       begin_batch(agent))
			continue;
		if (!agent->workers.busy)
			break;
		for (size_t i = 0; i < agent->workers.busy; i++)
			fds[i] = (struct pollfd){ .fd = agent->workers.list[i].pipe,
						  .events = POLLIN };

		size_t busy = agent->workers.busy;

		fds[busy] = (struct pollfd){ .fd = agent->up.port ? -1 : agent->up.in,
					     .events = POLLIN };

		int ready = poll(fds, busy + 1, BEAT_MS);

		if (ready > 0 && fds[busy].revents)
			upstream_end_with_runner(&agent->up);

		/* From the end: collecting moves the last worker into the gap. */
		for (size_t i = ready > 0 ? busy : 0; i-- > 0;)
			if (fds[i].revents)
				hear_worker(agent, i);
		if (now_ms() - beat >= BEAT_MS) {
			beat = now_ms();
			upstream_send(&agent->up, json_pack("{ss}", "type", "beat"));
		}
		/* An init collects what its containers leave behind. */
		if (getpid() == 1 && !agent->workers.busy)
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
	workers_start(&agent->workers, &first);

	struct record record;

	workers_collect(&agent->workers, 0, &record);
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

	workers_run_bare(&agent->workers);
	for (int round = 1; round <= ROUNDS; round++) {
		agent->rehearsing = round < ROUNDS;
		json_array_append_new(suite, json_integer(run_checks(agent)));
		json_array_append_new(bare, json_integer(workers_run_bare(&agent->workers)));
	}
	upstream_send(&agent->up,
		      json_pack("{ss sI so so}", "type", "overhead", "containers",
				(json_int_t)json_array_size(agent->assignment.checks),
				"suite_ms", suite, "bare_ms", bare));
}

int agent_serve(int in, int stream)
{
	struct agent agent = { .up = upstream_of(in, stream) };
	struct assignment *a = &agent.assignment;
	char binfmt[1024] = "";
	char why[2560];
	json_t *json = upstream_assignment(&agent.up);

	signal(SIGPIPE, SIG_IGN);
	if (!json)
		return upstream_trouble(&agent.up, "the assignment did not arrive whole");
	bool whole = assignment_from_json(json, a, why, sizeof(why));

	json_decref(json);
	if (!whole)
		return upstream_trouble(&agent.up, "%s", why);
	if (a->jobs > JOBS_MOST)
		a->jobs = JOBS_MOST;
	agent.workers.assignment = a;
	agent.workers.up = &agent.up;
	agent.begun = calloc(json_array_size(a->checks) + 1, sizeof(*agent.begun));
	agent.again = calloc(json_array_size(a->checks) + 1, sizeof(*agent.again));
	if (!agent.begun || !agent.again)
		return upstream_trouble(&agent.up, "out of memory");
	if (!binfmt_register(a->backend, a->backend_root, binfmt, sizeof(binfmt), why,
			     sizeof(why)))
		return upstream_trouble(&agent.up, "%s", why);
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
	upstream_send(&agent.up, json_pack("{ss}", "type", "end"));
	free(agent.begun);
	free(agent.again);
	assignment_free(a);
	return 0;
}
