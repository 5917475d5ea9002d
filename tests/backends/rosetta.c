/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Rosetta for Linux, only where Apple offers it: in a guest of
 * Virtualization.framework, with the handler that the machine's owner has
 * registered. Anywhere else it is unavailable, and stays so.
 */
#include "machine.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char handler[] = "/proc/sys/fs/binfmt_misc/rosetta";
static const char product[] = "/sys/class/dmi/id/product_name";

static bool file_says(const char *path, const char *text)
{
	char line[256] = "";
	FILE *file = fopen(path, "re");

	if (!file)
		return false;
	if (!fgets(line, sizeof(line), file))
		line[0] = 0;
	fclose(file);
	return strstr(line, text);
}

static bool find(const struct machine *machine, struct backend_found *found)
{
	if (machine->virtual || !file_says(product, "Apple Virtualization")) {
		snprintf(found->why, sizeof(found->why),
			 "Apple offers it only to guests of Virtualization.framework, which "
			 "machine %s is not; its check is respected here",
			 machine->name);
		return false;
	}
	if (access(handler, F_OK) != 0) {
		snprintf(found->why, sizeof(found->why),
			 "this guest of Virtualization.framework has no handler at %s (share "
			 "VZLinuxRosettaDirectoryShare and register it, as Apple documents)",
			 handler);
		return false;
	}
	snprintf(found->version, sizeof(found->version), "as shared by macOS");
	return true;
}

static bool recognises(const struct identity *id, char *why, size_t size)
{
	if (strncmp(id->brand, "VirtualApple", 12) == 0)
		return true;
	snprintf(why, size, "CPUID says brand \"%s\", not Rosetta's", id->brand);
	return false;
}

const struct backend backend_rosetta = {
	.name = "rosetta",
	.licence = "LicenseRef-Apple-macOS",
	.architecture = "x86_64",
	/* binfmt_magic stays NULL: the owner's registration is used, not made. */
	.interpreter = "",
	.refusal = "Rosetta is only intended to run on Apple Silicon",
	.find = find,
	.recognises = recognises,
};
