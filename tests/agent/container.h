/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * One check's container, inside the machine: its directory, its process and
 * what it wrote. Everything here runs in the check's own worker process, in a
 * mount namespace of its own, so whatever it leaves goes with it.
 */
#ifndef CONTAINER_H
#define CONTAINER_H

#include "assignment.h"
#include "check_name.h"
#include "drive.h"
#include "record.h"

#include <sys/types.h>

struct output {
	char *text; /* ends with a NUL */
	size_t size;
	size_t room;
};

struct container {
	struct launch launch;
	struct record *record;
	char guest_path[128]; /* "/case/NAME" */
	int started;	      /* containers so far */
	pid_t pid;	      /* of the engine's command, 0 when it has been waited for */
	int input, outputs[2];
	struct output written[2]; /* standard output, standard error */
	const char *feed;
	size_t feed_left;
	/* Its time limit: what is left of it, and when that was last looked at. */
	double left_ms;
	long long limited, looked, stopped_ms;
	long long begun; /* CLOCK_MONOTONIC ms, like those */
	bool hung;
	bool doubtful;	   /* it ended by SIGKILL, or never started */
	bool reports_end;  /* the guest's report must hold an `end` line */
	size_t words_from; /* of standard error: where those of this check begin */
	size_t words_to;   /* where they end, at the latest */
	int exit_status;
};

/* Lays out what its containers need, in the directory, which must not exist. */
struct container container_make(const struct assignment *assignment, const struct check *check,
				const char *directory, struct record *record);

/* Ends the check as BROKEN if this guest of its flavour isn't there: an engine that
 * finds no program fails as a translator may. */
void container_need_guest(struct container *container, const char *name);

/* An empty report for a guest to write into. */
void container_make_report(struct container *container, const char *name);

/* The check's time limit begins now. */
void container_limit(struct container *container);

/* Moves what can be moved; false when both outputs have ended or time is up. */
bool container_pump(struct container *container);

/* Fills the record from how the guest ended and its report, which is a file of
 * this name. */
void container_conclude(struct container *container, const char *name);

/* Runs one check and fills its record; in the worker process. */
void container_check(const struct assignment *assignment, const struct check *check,
		     const char *directory, struct record *record);

/* What the plain drive does: starts the guest once and asks for its exit status and
 * standard output. */
void container_drive_plainly(struct container *container);

/* In seconds, of the check's container: on a machine as fast as usual. */
double container_time_limit(const struct container *container);

/* How fast the machine was since the limit began, at the end of it: 1 is as usual. */
double container_speed(const struct container *container);

/* Prepares the next container of the check and fills the engine's command. An empty
 * argv[0] stands for the guest, a NULL argv for the guest with the case's args. */
void container_command(struct container *container, const char *const *argv,
		       const char *command[ENGINE_ARGUMENTS]);

/*
 * The bare engine on the same container, for comparison: lays it out, waits
 * for a byte on `go` and becomes the engine's command, its output dropped.
 */
_Noreturn void container_bare(const struct assignment *assignment, const struct check *check,
			      const char *directory, int go);

/* Ends the worker with a BROKEN record: what the harness could not do. */
_Noreturn void container_broken(struct container *container, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Ends the containers of a worker that did not live to do so. */
void container_end_left(const char *directory);

/* Where the worker's finished record goes. */
extern void (*container_finish)(struct record *record);

#endif
