/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The controls: the CPU itself. Their deviation files stay empty. */
#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool cpu_is(const struct machine *machine, const char *architecture,
		   struct backend_found *found)
{
	const char *model = machine->virtual ? getenv("MACHINE_CPU") : NULL;

	/* A virtual machine's CPU may be any model, of which a control may tell. */
	snprintf(found->version, sizeof(found->version), "%s", model ? model : architecture);
	if (strcmp(machine->architecture, architecture) == 0)
		return true;
	snprintf(found->why, sizeof(found->why), "machine %s has a CPU of another kind (%s)",
		 machine->name, machine->architecture);
	return false;
}

static bool find_x86_64(const struct machine *machine, struct backend_found *found)
{
	return cpu_is(machine, "x86_64", found);
}

static bool find_arm64(const struct machine *machine, struct backend_found *found)
{
	return cpu_is(machine, "aarch64", found);
}

static bool recognises(const struct identity *id, char *why, size_t size)
{
	if (id->is_guest)
		return true;
	snprintf(why, size, "the kernel says that %s runs, not the guest itself",
		 id->executable);
	return false;
}

const struct backend backend_native_x86_64 = {
	.name = "native-x86_64",
	.licence = "none",
	.architecture = "x86_64",
	.find = find_x86_64,
	.recognises = recognises,
};

const struct backend backend_native_arm64 = {
	.name = "native-arm64",
	.licence = "none",
	.architecture = "aarch64",
	.find = find_arm64,
	.recognises = recognises,
};
