/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* FEX-Emu, from the directory that FEX= names: Debian has no package of it. */
#include "fex_disk.h"
#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool find(const struct machine *machine, struct backend_found *found)
{
	enum { PAGE = 4096 };
	const char *directory = getenv("FEX");
	const long page_size = machine_page_size(machine);

	/* It is built for one size, and ends with SIGSEGV on another. */
	if (page_size != PAGE) {
		snprintf(found->why, sizeof(found->why),
			 "FEX needs pages of 4096 bytes, %s has %ld "
			 "(https://github.com/FEX-Emu/FEX/issues/3496)",
			 machine->name, page_size);
		return false;
	}
	if (directory && *directory) {
		snprintf(found->root, sizeof(found->root), "%s", directory);
		return true;
	}
	if (access("/usr/bin/FEX", X_OK) == 0 && access("/usr/bin/FEXServer", X_OK) == 0) {
		snprintf(found->root, sizeof(found->root), "/usr/bin");
		return true;
	}
	snprintf(found->why, sizeof(found->why),
		 "FEX=DIRECTORY names none (arm64 FEX and FEXServer are expected in it), "
		 "/usr/bin has none, and Debian packages none");
	return false;
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
	.prepare = fex_disk_make,
	/* What uname(2) tells its guests (Source/Tools/LinuxEmulation). */
	.version_marks = (const struct version_mark[]){ { "#FEX-", "FEX-" }, { NULL, NULL } },
	.recorded = "FEX-2608*",
	.recognises = recognises,
};
