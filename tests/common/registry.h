/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What a case says about itself. What its host half may do: drive.h.
 *
 * A case is one `const struct conformance_case` per file, made by CASE; the
 * linker gathers them (section "cases"), so no list of cases exists anywhere.
 */
#ifndef REGISTRY_H
#define REGISTRY_H

#include "needs.h"

#include <stdbool.h>
#include <stddef.h>

enum flavour {
#define FLAVOUR(id, name, main) FLAVOUR_##id,
#include "flavours.def"
#undef FLAVOUR
	FLAVOUR_COUNT
};
extern const char *const flavour_names[FLAVOUR_COUNT];

/* Sets of flavours for .flavours: GLIBC, STATIC and so on. */
enum {
#define FLAVOUR(id, name, main) id = 1 << FLAVOUR_##id,
#include "flavours.def"
#undef FLAVOUR
};
enum {
	MAIN_FLAVOURS = 0 /* in which every case comes, if it can */
#define FLAVOUR(id, name, main) | (main) << FLAVOUR_##id
#include "flavours.def"
#undef FLAVOUR
};

/* The areas whose cases come in more flavours, as it matters there what a
 * program was linked with and how, or that its code was made while it ran. */
#define LINKING_AREAS "exec signal thread"
#define INSTRUCTION_AREAS "atomics isa simd x87"

/* Engines a case runs under beside crun, for .engines. */
enum { CRUN = 1, PODMAN = 2 };

struct container;

enum { CASE_ISSUES = 8, CASE_ARGUMENTS = 16, CASE_SECONDS = 20 };

struct conformance_case {
	const char *name;
	const char *file;
	const char *rule;		  /* an id of docs/spec, as "EXEC-3" */
	const char *summary;		  /* one sentence without a full stop: what must hold */
	const char *issues[CASE_ISSUES];  /* upstream threads that reported it */
	const char *args[CASE_ARGUMENTS]; /* of the guest, after argv[0] */
	unsigned flavours;		  /* 0: those of its area */
	unsigned engines;		  /* 0: CRUN */
	unsigned seconds;	  /* limit for one container under emulation; 0: CASE_SECONDS */
	unsigned long long needs; /* of the machine's kernel (needs.h) */
	int exit_status;	  /* that the engine must report */
	const char *standard_output; /* exactly; NULL: unchecked */
	bool x86_64_only;    /* says nothing about an arm64 program: no native-arm64 control */
	bool memory_order;   /* emulation on x86_64 orders memory so that it can't fail */
	bool read_only_root; /* the container's root file system */
	bool setuid_copy;    /* a copy of the guest at /case-setuid, root's, mode 4755 */
	/* Neither its claims nor its trouble need a container to themselves, so it
	 * may run in one with others: a child of a program that has them all. */
	bool shared;
	bool named_only;       /* takes minutes: runs only where CASE has its own name */
	bool bare_environment; /* without the variables that the backend's adapter sets */
	bool privileged;       /* all capabilities, and no seccomp or masked paths */
	bool gpu;	       /* the machine has a GPU and the container its /dev/dri */
	const char
		*image;	  /* NAME of build/images/NAME-amd64 and -arm64; NULL: the plain ones */
	const void *data; /* the drive's own */
	/* The host half proper, in the machine, beside the container. NULL: starts
	 * the guest once, waits for it, and asks for exit_status and standard_output. */
	void (*drive)(struct container *container);
};

#define CASE(id, ...)                                                                          \
	static const struct conformance_case case_##id = { .name = #id,                        \
							   .file = __FILE__,                   \
							   __VA_ARGS__ };                      \
	__attribute__((section("cases"),                                                       \
		       used)) static const struct conformance_case *const entry_##id =         \
		&case_##id

/* All cases in the order of the link; `count` of them. */
const struct conformance_case *const *registry_cases(size_t *count);
const struct conformance_case *registry_find(const char *name);

/* The directory of its file; "life" for tests/cases/life/exit_status.c. The
 * text lives as long as the program. */
const char *registry_area(const struct conformance_case *c);

unsigned registry_flavours(const struct conformance_case *c);

/* Does every case say what it must: a name of its own, which is its file's, a rule
 * of this list, which ends with NULL, and a summary? False fills `why` with one
 * line that names the file and says what to do. */
bool registry_is_sound(const char *const *rules, char *why, size_t size);

/* Of a list that ends with NULL, the name nearest to what was typed; NULL if
 * none is near. */
const char *name_nearest(const char *typed, const char *const *known);

/* The same among the cases. */
const char *registry_nearest(const char *typed);

#endif
