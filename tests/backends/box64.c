/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Box64, from Debian's box64: dynamic, so its libraries come along. */
#include "backend.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CACHE "/tmp/dynacache"

static bool recognises(const struct identity *id, char *why, size_t size)
{
	/* "Box64 on", then what it makes of the machine's CPU. */
	if (strstr(id->brand, "Box64"))
		return true;
	snprintf(why, size, "CPUID says brand \"%s\", not Box64's", id->brand);
	return false;
}

/*
 * On arm64 /proc/cpuinfo names no model, so Box64 0.4.3 asks lscpu; in an
 * amd64 image that is an x86_64 program, which starts Box64, which asks lscpu
 * (src/os/sysinfo.c: the guard against that is set too late). The values it
 * would hand down to such a child end that before it begins; the case
 * bare_environment does without them.
 */
static const char *const *environment(void)
{
	static char cpus[64];
	static const char *const variables[] = {
		"BOX64_NOBANNER=1", "BOX64_LOG=0", "BOX64_SYSINFO_CACHED=1", cpus, NULL,
	};

	snprintf(cpus, sizeof(cpus), "BOX64_SYSINFO_NCPU=%ld", sysconf(_SC_NPROCESSORS_ONLN));
	return variables;
}

const struct backend backend_box64 = {
	.name = "box64",
	.licence = "MIT",
	.architecture = "x86_64",
	.suites = (const char *const[]){ "trixie", "sid", NULL },
	.interpreter = "/usr/bin/box64",
	/* As /usr/lib/binfmt.d/box64.conf has it. */
	.binfmt_magic = "\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00"
			"\\x02\\x00\\x3e\\x00:"
			"\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\x00\\x00\\x00\\xff\\xff\\xff"
			"\\xff\\xff"
			"\\xfe\\xff\\xff\\xff",
	/* The package sets none; containers need F, set-user-ID programs C. */
	.binfmt_flags = "CF",
	/* It looks for itself in PATH, and for its loader and libraries where
	 * every arm64 program does. */
	.mounts = (const char *const[]){ "/usr/bin/box64", "/usr/lib/ld-linux-aarch64.so.1",
					 "/usr/lib/aarch64-linux-gnu", NULL },
	.environment = environment,
	/* Up to 0.3 its messages go to the guest's standard output (src/core.c). */
	.counted_environment = (const char *const[]){ "BOX64_TRACE_FILE=stderr",
						      "BOX64_DYNACACHE_FOLDER=" CACHE, NULL },
	/* DynaCache, on by default from 0.4.3 on (src/include/env.h); but short
	 * programs leave less than its default minimum. */
	.cache_environment =
		(const char *const[]){ "BOX64_DYNACACHE=1", "BOX64_DYNACACHE_MIN=0", NULL },
	/* docs/CHANGELOG.md */
	.cache_since = "0.3.8",
	.cache_directory = CACHE,
	.version_marks = (const struct version_mark[]){ { "Box64 v", "" },
							{ "Box64 arm64 v", "" },
							{ NULL, NULL } },
	.recorded = "0.3.4* 0.4.3*",
	.own =
		&(const struct own_build){
			.variable = "BOX64",
			.what = "box64",
			.programs =
				(const struct own_program[]){ { { "box64" }, "/usr/bin/box64" },
							      { { NULL }, NULL } },
		},
	.recognises = recognises,
};
