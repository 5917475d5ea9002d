/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "facts.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

/* The value of a line "KEY" SEPARATOR "VALUE" of the file, without quotes. */
static bool value_of(const char *path, const char *key, char separator, char *value,
		     size_t size)
{
	FILE *file = fopen(path, "re");
	char line[512];
	bool found = false;

	while (file && !found && fgets(line, sizeof(line), file)) {
		char *at = strchr(line, separator);

		found = at && strncmp(line, key, strlen(key)) == 0;
		if (!found)
			continue;
		at += 1 + strspn(at + 1, " \t\"");
		at[strcspn(at, "\"\n")] = 0;
		snprintf(value, size, "%s", at);
	}
	if (file)
		fclose(file);
	return found;
}

static void cpu_name(char *name, size_t size)
{
	static const char path[] = "/proc/cpuinfo";
	char implementer[32] = "";
	char part[32] = "";

	if (value_of(path, "model name", ':', name, size))
		return;
	/* arm64 has numbers only. */
	value_of(path, "CPU implementer", ':', implementer, sizeof(implementer));
	value_of(path, "CPU part", ':', part, sizeof(part));
	snprintf(name, size, "implementer %s, part %s", implementer, part);
}

json_t *facts_of_host(void)
{
	char cpu[256] = "";
	char os[256] = "";
	struct utsname name;
	struct sysinfo info;

	uname(&name);
	sysinfo(&info);
	cpu_name(cpu, sizeof(cpu));
	value_of("/etc/os-release", "PRETTY_NAME", '=', os, sizeof(os));
	return json_pack("{ss si sI ss ss ss}", "cpu", cpu, "cpus",
			 (int)sysconf(_SC_NPROCESSORS_ONLN), "memory_mib",
			 (json_int_t)(info.totalram * info.mem_unit >> 20), "os", os, "kernel",
			 name.release, "architecture", name.machine);
}
