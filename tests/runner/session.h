/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A session is one backend on one machine: the checks to run there, and what
 * has become of each. Sessions run several at a time. A machine that dies is
 * booted again for what is left; what ran in it then runs again first, one check
 * at a time, and is BROKEN if the machine dies with it alone.
 */
#ifndef SESSION_H
#define SESSION_H

#include "machine.h"
#include "record.h"

/* A backend in one version. */
struct instance {
	const struct backend *backend;
	char label[64]; /* as the user selects it: "qemu@trixie", "fex" */
	struct backend_found found;
	char disk[1024]; /* erofs image of its files; empty for natives */
};

enum check_state { CHECK_PENDING, CHECK_RUNNING, CHECK_DONE };

struct planned {
	char name[128]; /* CASE/FLAVOUR/ENGINE, and /N for its Nth repetition, from 2 */
	enum check_state state;
	bool suspect;	 /* a machine died while it ran */
	bool known_hang; /* recorded so: its limit is shorter */
	double limit;	 /* seconds in this machine; 0: what its case says */
	struct record record;
};

struct session {
	const struct machine *machine;
	const struct instance *instance;
	/* Who runs its guests: the instance's backend in its version, or what the proof
	 * says that the machine has registered; NULL: one that is not known here. */
	const struct backend *translator;
	struct backend_found found;
	const char *image; /* of its cases */
	struct planned *checks;
	size_t count, done;
	json_t *header; /* what the machine said of itself: the "run" record's fields */
	/* Why none of its checks ran, if the backend failed its proof or the
	 * machine would not start; every check is then BROKEN. */
	char trouble[1024];
	/* The state of the machine. */
	pid_t pid;
	int stream;
	char *line;
	size_t line_size;
	int boots;
	int died_in_vain;    /* machines in succession, weighed (session_machine.c) */
	bool unrecorded;     /* of the translator's version no deviation is recorded */
	bool cannot;	     /* the trouble is for the user to put right */
	bool proved, headed; /* the backend, in this machine; its header is written */
	long long heard, booted;
	long first_container_ms; /* from starting the machine to its first container */
	char console[1024];
};

struct run_options {
	const struct build_files *files;
	int jobs;	     /* containers at once in a machine */
	int machines;	     /* machines at once */
	int cpus;	     /* of a virtual machine */
	int memory_mib;	     /* of a virtual machine */
	const char *journal; /* path; appended to */
	double seconds;	     /* that the run took before it was stopped */
	bool alone;	     /* every check in a container of its own */
	bool overhead;	     /* afterwards, compare with the bare engine */
	json_t *program;     /* of the user's own, in the place of each check; NULL: none */
	bool gpu;	     /* virtual machines have a GPU, whether a check uses it or not */
	bool quiet;	     /* what needn't run beside the containers doesn't */
	bool counted;	     /* virtual machines count instructions */
	/* For the progress line: would this record be red? NULL: none is. */
	bool (*red)(const void *context, const struct session *session,
		    const struct record *record);
	const void *context;
};

/* What the proof of a machine with a translator of its own tells (`registered` of its
 * line); NULL, and for other backends: nothing. */
void session_take_registered(struct session *session, const json_t *told);

/* As which machine it is judged. One with a kernel of its own is judged as that of the
 * suite's with pages of that size, for which deviations are recorded. */
const char *session_judged_machine(const struct session *session);

/*
 * Runs all sessions; 0 when every check is done, or the signal that ended it.
 * -1: the journal could not be written (a full disk): said on stderr.
 */
int sessions_run(struct session *sessions, size_t count, const struct run_options *options);

#endif
