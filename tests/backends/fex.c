/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* FEX-Emu, from the directory that FEX= names: Debian has no package of it. */
#include "machine.h"

#include <stdio.h>
#include <string.h>

static bool find(const struct machine *machine, struct backend_found *found)
{
	enum { PAGE = 4096 };
	const long page_size = machine_page_size(machine);

	/* It is built for one size, and ends with SIGSEGV on another. */
	if (page_size != PAGE) {
		snprintf(found->why, sizeof(found->why),
			 "FEX needs pages of 4096 bytes, %s has %ld "
			 "(https://github.com/FEX-Emu/FEX/issues/3496)",
			 machine->name, page_size);
		return false;
	}
	return true;
}

static bool recognises(const struct identity *id, char *why, size_t size)
{
	/* FEXCore/Source/Interface/Core/CPUID.cpp, leaf 0x40000000. */
	if (strcmp(id->hypervisor, "FEXIFEXIEMU") == 0)
		return true;
	snprintf(why, size, "CPUID says hypervisor \"%s\", not FEX's", id->hypervisor);
	return false;
}

const struct backend backend_fex = {
	.name = "fex",
	.licence = "MIT",
	.architecture = "x86_64",
	.interpreter = "/usr/bin/FEX",
	/* Data/binfmts/FEX-x86_64.conf.in */
	.binfmt_magic = "\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00"
			"\\x02\\x00\\x3e\\x00:"
			"\\xff\\xff\\xff\\xff\\xff\\xfe\\xfe\\x00\\x00\\x00\\x00\\xff\\xff\\xff"
			"\\xff\\xff"
			"\\xfe\\xff\\xff\\xff",
	.binfmt_flags = "POCF",
	/* It starts the FEXServer that lies beside /proc/self/exe, so both must be
	 * found in the container (Source/Common/FEXServerClient.cpp); the rest is
	 * for a dynamic build that brings its libraries. */
	.mounts = (const char *const[]){ "/usr/bin/FEX", "/usr/bin/FEXServer",
					 "/usr/lib/ld-linux-aarch64.so.1",
					 "/usr/lib/aarch64-linux-gnu", NULL },
	.server = "/usr/bin/FEXServer",
	.find = find,
	/* FEX has what uname(2) tells its guests (Source/Tools/LinuxEmulation), and
	 * FEXServer its tag. */
	.version_marks = (const struct version_mark[]){ { "#FEX-", "FEX-" },
							{ "FEX-", "FEX-" },
							{ NULL, NULL } },
	.recorded = "FEX-2608*",
	.own =
		&(const struct own_build){
			.variable = "FEX",
			.what = "FEX and FEXServer",
			.programs = (const struct own_program[]){ { { "FEX" }, "/usr/bin/FEX" },
								  { { "FEXServer" },
								    "/usr/bin/FEXServer" },
								  { { NULL }, NULL } },
			.installed = "/usr/bin",
		},
	.recognises = recognises,
};
