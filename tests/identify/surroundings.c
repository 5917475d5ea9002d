/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "surroundings.h"

#include "io.h"

#include <mntent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unistd.h>

/* Of Asahi Linux's kernel, include/uapi/linux/prctl.h; not in Linux's own. */
enum { GET_MEM_MODEL = 0x6d4d444c, MEM_MODEL_TSO = 1 };

/* Of a file of NAME=VALUE or NAME: VALUE lines; false if it isn't there. */
static bool field_of(const char *path, const char *name, char *text, size_t size)
{
	FILE *file = fopen(path, "re");
	char line[512];
	bool found = false;

	while (file && !found && fgets(line, sizeof(line), file)) {
		size_t n = strlen(name);

		if (strncmp(line, name, n) != 0)
			continue;
		snprintf(text, size, "%.*s", (int)strcspn(line + n, "\"\n"),
			 line + n + (line[n] == '"'));
		text[strcspn(text, "\"\n")] = 0;
		found = true;
	}
	if (file)
		fclose(file);
	return found;
}

static void see_engine(struct surroundings *s)
{
	const char *kubernetes = getenv("KUBERNETES_SERVICE_HOST");
	char name[64] = "podman";

	if (access("/run/.containerenv", F_OK) == 0) {
		field_of("/run/.containerenv", "engine=", name, sizeof(name));
		snprintf(s->engine, sizeof(s->engine), "%s", name);
	} else if (access("/.dockerenv", F_OK) == 0)
		snprintf(s->engine, sizeof(s->engine), "docker");
	else if (getenv("container"))
		snprintf(s->engine, sizeof(s->engine), "%.60s", getenv("container"));
	if (kubernetes)
		snprintf(s->engine + strlen(s->engine), sizeof(s->engine) - strlen(s->engine),
			 "%skubernetes", s->engine[0] ? " of " : "");
}

static int address_bits(void)
{
	int here;
	uintptr_t address = (uintptr_t)&here;
	int bits = 0;

	for (; address; address >>= 1)
		bits++;
	return bits;
}

bool user_namespace_is_users(void)
{
	char line[128];
	unsigned long inside = 0, outside = 0, count = 0;

	return io_first_line("/proc/self/uid_map", line, sizeof(line)) &&
	       sscanf(line, "%lu %lu %lu", &inside, &outside, &count) == 3 && outside != inside;
}

/* The mount that a path lies on: the last one of those that lead to it. */
static void find_mount(const char *path, char *mount, size_t size)
{
	FILE *file = setmntent("/proc/self/mounts", "re");
	char *real = realpath(path, NULL);
	const struct mntent *entry;
	size_t longest = 0;

	snprintf(mount, size, "/");
	while (file && real && (entry = getmntent(file))) {
		size_t length = strlen(entry->mnt_dir);

		if (length < longest || strncmp(real, entry->mnt_dir, length) != 0 ||
		    (length > 1 && real[length] != '/' && real[length]))
			continue;
		longest = length;
		snprintf(mount, size, "%s", entry->mnt_dir);
	}
	free(real);
	if (file)
		endmntent(file);
}

void surroundings_see(const char *probe, struct surroundings *s)
{
	struct utsname name;
	struct statvfs fs;
	char text[128];

	*s = (struct surroundings){ 0 };
	uname(&name);
	snprintf(s->architecture, sizeof(s->architecture), "%s", name.machine);
	snprintf(s->kernel, sizeof(s->kernel), "%s", name.release);
	s->page_size = sysconf(_SC_PAGESIZE);
	s->address_bits = address_bits();
	if (!io_first_line("/sys/class/dmi/id/product_name", s->machine, sizeof(s->machine)) &&
	    !io_first_line("/proc/device-tree/model", s->machine, sizeof(s->machine)))
		io_first_line("/sys/firmware/devicetree/base/model", s->machine,
			      sizeof(s->machine));
	s->apple_virtualization = strstr(s->machine, "Apple Virtualization");
	see_engine(s);
	s->rootless = user_namespace_is_users();
	s->own_namespace =
		s->rootless && access("/proc/sys/fs/binfmt_misc/register", W_OK) == 0;
	s->dri = access("/dev/dri/renderD128", F_OK) == 0;

	int model = prctl(GET_MEM_MODEL, 0, 0, 0, 0);

	s->store_order = model < 0		  ? "not offered by this kernel"
			 : model == MEM_MODEL_TSO ? "on"
						  : "off";
	if (statvfs(probe, &fs) == 0) {
		s->no_exec = fs.f_flag & ST_NOEXEC;
		s->no_setuid = fs.f_flag & ST_NOSUID;
		find_mount(probe, s->mount, sizeof(s->mount));
	}
	if (field_of("/proc/self/status", "Seccomp:", text, sizeof(text)))
		s->seccomp = atoi(text);
}
