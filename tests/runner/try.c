/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "try.h"

#include "argument.h"
#include "artefacts.h"
#include "build_files.h"
#include "plan.h"
#include "tool.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct trial {
	const char *machines, *backends, *build;
	char **program;
	int count;
	bool gpu;
};

/* What stands for the checks of a suite: the proof's own guest. */
#define VEHICLE "identity/glibc/crun"

static const struct argp_option options[] = {
	{ "machine", 'm', "NAME,...", 0, "as of a run (krun)", 0 },
	{ "backend", 'b', "NAME,...", 0, "as of a run (all that are there)", 0 },
	{ "gpu", 'g', NULL, 0, "with a GPU: virtual machines get one, containers its /dev/dri",
	  0 },
	{ "build", 'B', "DIR", 0, "where images and guests lie (build)", 0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct trial *t = state->input;

	switch (key) {
	case 'm':
		t->machines = argument;
		return 0;
	case 'b':
		t->backends = argument;
		return 0;
	case 'g':
		t->gpu = true;
		return 0;
	case 'B':
		t->build = argument;
		return 0;
	case ARGP_KEY_ARGS:
		t->program = state->argv + state->next;
		t->count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "no program is named");
		return EINVAL;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static bool run_all(char *why, size_t size, const char *const *const *commands)
{
	for (; *commands; commands++)
		if (!tool_run(why, size, *commands))
			return false;
	return true;
}

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* A payload with this program in the place of the suite's guests. */
static bool make_payload(const struct trial *t, const char *build, const char *place, char *why,
			 size_t size)
{
	static const char *const architectures[] = { "x86_64", "aarch64" };
	char payload[PATH_MAX];
	char disk[PATH_MAX];
	char from[PATH_MAX];
	char to[PATH_MAX];

	if (access(t->program[0], X_OK)) {
		snprintf(why, size, "%s: %s", t->program[0], strerror(errno));
		return false;
	}
	snprintf(payload, sizeof(payload), "%s/payload", place);
	snprintf(disk, sizeof(disk), "%s/payload.erofs", place);
	snprintf(from, sizeof(from), "%s/payload/init", build);
	if (!run_all(why, size,
		     (const char *const *const[]){
			     COMMAND("rm", "-rf", place), COMMAND("mkdir", "-p", payload),
			     COMMAND("cp", from, payload),
			     COMMAND("env", "-C", payload, "mkdir", "dev", "proc", "sys", "m"),
			     NULL }))
		return false;
	for (size_t i = 0; i < 2; i++) {
		snprintf(to, sizeof(to), "%s/guests/%s/glibc", payload, architectures[i]);
		snprintf(from, sizeof(from), "%s/payload/guests/%s/glibc/identity", build,
			 architectures[i]);
		if (!run_all(why, size,
			     (const char *const *const[]){
				     COMMAND("mkdir", "-p", to), COMMAND("cp", from, to),
				     COMMAND("cp", "-L", t->program[0], to), NULL }))
			return false;
	}
	return tool_run(why, size,
			COMMAND("mkfs.erofs", "--quiet", "-T0", "--all-root", disk, payload));
}

static json_t *command_of(const struct trial *t)
{
	const char *name = strrchr(t->program[0], '/');
	char inside[300];
	json_t *program = json_array();

	snprintf(inside, sizeof(inside), "/case/%s", name ? name + 1 : t->program[0]);
	json_array_append_new(program, json_string(inside));
	for (int i = 1; i < t->count; i++)
		json_array_append_new(program, json_string(t->program[i]));
	return program;
}

/* Its exit status; -1: it did not run. */
static int tell(const struct session *s, bool several)
{
	const struct record *r = &s->checks[0].record;
	const char *output = json_string_value(json_object_get(r->extra, "standard_output"));
	const char *errors = json_string_value(json_object_get(r->extra, "standard_error"));
	int status = (int)json_integer_value(json_object_get(r->extra, "exit_status"));

	if (several)
		printf("== %s on %s\n", s->instance->label, s->machine->name);
	if (!output) {
		fprintf(stderr, "conformance: %s on %s: %s\n", s->instance->label,
			s->machine->name, s->trouble[0] ? s->trouble : r->symptom);
		return -1;
	}
	fputs(output, stdout);
	fflush(stdout);
	fputs(errors ? errors : "", stderr);
	if (status > 128)
		fprintf(stderr, "%s on %s: ended by SIG%s\n", s->instance->label,
			s->machine->name,
			sigabbrev_np(status - 128) ? sigabbrev_np(status - 128) : "?");
	else
		fprintf(stderr, "%s on %s: %s %d\n", s->instance->label, s->machine->name,
			status < 0 ? "no end within its time limit," : "exit status", status);
	return status < 0 ? 124 : status;
}

static int run(const struct trial *t)
{
	char why[1024];
	char place[PATH_MAX];
	char payload[PATH_MAX];
	char guests[PATH_MAX];
	char journal[PATH_MAX];
	struct build_files files;
	struct plan plan;
	int worst = 0;

	if (t->count > CASE_ARGUMENTS)
		return cannot("more than 15 arguments");
	if (!build_files_find(t->build, &files, why, sizeof(why)))
		return cannot(why);
	snprintf(place, sizeof(place), "%s/try-%d", files.work, getpid());
	if (!make_payload(t, t->build, place, why, sizeof(why)))
		return cannot(why);
	snprintf(payload, sizeof(payload), "%s/payload.erofs", place);
	snprintf(guests, sizeof(guests), "%s/payload/guests", place);
	snprintf(journal, sizeof(journal), "%s/journal.jsonl", place);
	files.payload = payload;
	files.guests = guests;

	const struct selection selection = { .machines = t->machines,
					     .backends = t->backends,
					     .cases = VEHICLE };

	if (!plan_make(&selection, &files, &plan, why, sizeof(why)))
		return cannot(why);
	plan_print_unavailable(&plan);
	if (!plan.session_count)
		return cannot("no such backend is available on such a machine");

	const struct run_options run_options = {
		.files = &files,
		.cpus = 1,
		.jobs = 1,
		.machines = machines_that_fit(2),
		.memory_mib = MACHINE_MIB,
		.journal = journal,
		.alone = true,
		.program = command_of(t),
		.gpu = t->gpu,
	};
	int ended = sessions_run(plan.sessions, plan.session_count, &run_options);

	for (size_t i = 0; !ended && i < plan.session_count; i++) {
		int status = tell(&plan.sessions[i], plan.session_count > 1);

		if (status < 0)
			status = EXIT_CANNOT;
		worst = worst ? worst : status;
	}
	tool_run(why, sizeof(why), COMMAND("rm", "-rf", place));
	return ended ? EXIT_CANNOT : worst;
}

int try_program(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "-- PROGRAM [ARGUMENT...]",
		.doc = "Runs a program of your own in a container, under each backend named.",
	};
	struct trial t = { .machines = "krun", .build = "build" };

	argument_parse_all(&argp, argc, argv, ARGP_IN_ORDER, &t);
	return run(&t);
}
