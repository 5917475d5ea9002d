/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A backend is what executes the guest's code. An adapter is one constant of
 * this shape: data, and a function only where a backend differs in kind.
 */
#ifndef BACKEND_H
#define BACKEND_H

#include <stdbool.h>
#include <stddef.h>

struct container;
struct machine;

/* What a guest that asks CPUID was told, and what the kernel of the machine
 * says runs it. Texts end with a NUL; empty where there is no CPUID. */
struct identity {
	char vendor[13];      /* leaf 0 */
	char hypervisor[13];  /* leaf 0x40000000, if leaf 1 ECX[31] is set */
	char brand[49];	      /* leaves 0x80000002-4 */
	char machine[65];     /* uname(2) machine */
	char executable[256]; /* /proc/PID/exe, read outside the container */
	bool is_interpreter;  /* that file is the registered interpreter itself */
	bool is_guest;	      /* that file is the guest itself: nothing translates */
};

/* What looking for a backend on the runner's host finds. */
struct backend_found {
	char root[512]; /* directory of its files there; empty for natives */
	char version[128];
	/* What a failure may depend on beside the version, in words with blanks between
	 * them: how it was linked, a setting. Empty for what a distribution packages. */
	char build[64];
	char why[512]; /* if it isn't there: one sentence, no full stop */
};

/* What stands in a translator's program in front of its version, and what Debian's
 * packages put in front of that. */
struct version_mark {
	const char *text, *prefix;
};

/* A program of a build, by the names that it may have, which end with NULL, and its place
 * in the backend's root. The last of a list has no place. */
struct own_program {
	const char *names[3];
	const char *to;
};

/* A build of the user's own, in the directory that a variable names (own_build.h). */
struct own_build {
	const char *variable; /* "FEX" */
	const char *what;     /* what the directory must hold, in words */
	const struct own_program *programs;
	const char *installed; /* where else it is looked for; NULL: nowhere */
};

struct backend {
	const char *name;
	const char *licence;	  /* SPDX, of the translator */
	const char *architecture; /* of the guests it executes: "x86_64" or "aarch64" */
	/* Debian suites whose package is used, oldest version first, ending with
	 * NULL, as build/images/NAME-SUITE; NULL: there is one version of it. */
	const char *const *suites;
	/* Those of them that run unless a pattern with @ names others; NULL: all. */
	const char *usual;
	/* In the backend's root and, if mounts name it, in its containers. NULL:
	 * the machine's CPU itself. */
	const char *interpreter;
	const char *binfmt_magic; /* fields 4 and 5 of a binfmt_misc entry, "MAGIC:MASK" */
	const char *binfmt_flags;
	/* Paths in the backend's root that its containers need, ending with NULL. */
	const char *const *mounts;
	/* What is set for its containers, as NAME=VALUE, ending with NULL; asked in
	 * the machine. NULL: nothing. */
	const char *const *(*environment)(void);
	/* A process of its own that the first guest of a container starts, or NULL. */
	const char *server;
	/* Besides, for containers in which its cost is counted: as NAME=VALUE, ending
	 * with NULL. NULL: nothing. */
	const char *const *counted_environment;
	/* Makes it keep all of its translations from one run to the next, in the
	 * container; as NAME=VALUE, ending with NULL. NULL: it can't. */
	const char *const *cache_environment;
	/* The first version that can, of those in suites; NULL: all. */
	const char *cache_since;
	/* Where it keeps them, in containers in which its cost is counted. */
	const char *cache_directory;
	/* Makes it log what it translates and executes to /report/blocks, as
	 * NAME=VALUE, ending with NULL. NULL: no release of it can. */
	const char *const *block_log_environment;
	/* Ending with an empty one; NULL: its program tells no version. */
	const struct version_mark *version_marks;
	/* Patterns of the versions whose deviations are recorded; NULL: none are. */
	const char *recorded;
	/* It stands for what the machine itself has registered, whatever that is. */
	bool registered;
	/* Part of its own message where it declines to run at all. */
	const char *refusal;
	/* Can it be there, for that machine? False fills found->why. NULL: it can. */
	bool (*find)(const struct machine *machine, struct backend_found *found);
	/* How a build of the user's own is taken, beside those of its suites or in their
	 * place; NULL: not at all. */
	const struct own_build *own;
	/* Does the proof speak of this backend? False fills `why`. */
	bool (*recognises)(const struct identity *identity, char *why, size_t size);
};

extern const struct backend backend_qemu, backend_box64, backend_fex, backend_rosetta,
	backend_native_x86_64, backend_native_arm64, backend_registered;

/* All of them in the order of the matrix, ending with NULL. */
extern const struct backend *const backends[];

const struct backend *backend_by_name(const char *name);

/* Of which one the proof speaks, of those with amd64 guests; NULL: of none that is
 * known. */
const struct backend *backend_proved(const struct identity *identity);

/* Does the machine's CPU itself execute its guests? */
static inline bool backend_is_native(const struct backend *backend)
{
	return !backend->interpreter;
}

/* What Debian and container images call the architecture of its guests. */
const char *backend_image_architecture(const struct backend *backend);

/* Its environment, possibly empty. */
const char *const *backend_environment(const struct backend *backend);

#endif
