/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * crun, by an OCI bundle of our own (runtime-spec 1.0): the namespaces,
 * capabilities, limits and masked paths that Podman gives by default.
 */
#include "container.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { MEMORY_LIMIT = 768 << 20, PROCESS_LIMIT = 512, DESCRIPTORS = 4096 };

static const char *const podman_capabilities[] = {
	"CAP_CHOWN",   "CAP_DAC_OVERRIDE",     "CAP_FOWNER",	 "CAP_FSETID",
	"CAP_KILL",    "CAP_NET_BIND_SERVICE", "CAP_SETFCAP",	 "CAP_SETGID",
	"CAP_SETPCAP", "CAP_SETUID",	       "CAP_SYS_CHROOT", NULL,
};

/* A privileged container gets those of them that the runner itself has. */
#define CAPABILITY(name)                                                                       \
	{                                                                                      \
#name, name                                                                    \
	}
static const struct {
	const char *name;
	int number;
} all_capabilities[] = {
	CAPABILITY(CAP_CHOWN),
	CAPABILITY(CAP_DAC_OVERRIDE),
	CAPABILITY(CAP_FOWNER),
	CAPABILITY(CAP_FSETID),
	CAPABILITY(CAP_KILL),
	CAPABILITY(CAP_NET_BIND_SERVICE),
	CAPABILITY(CAP_SETFCAP),
	CAPABILITY(CAP_SETGID),
	CAPABILITY(CAP_SETPCAP),
	CAPABILITY(CAP_SETUID),
	CAPABILITY(CAP_SYS_CHROOT),
	CAPABILITY(CAP_SYS_ADMIN),
	CAPABILITY(CAP_SYS_PTRACE),
	CAPABILITY(CAP_NET_ADMIN),
	CAPABILITY(CAP_NET_RAW),
	CAPABILITY(CAP_IPC_LOCK),
	CAPABILITY(CAP_SYS_RESOURCE),
	CAPABILITY(CAP_SYS_NICE),
	CAPABILITY(CAP_MKNOD),
	CAPABILITY(CAP_DAC_READ_SEARCH),
	CAPABILITY(CAP_LINUX_IMMUTABLE),
};

enum { CAPABILITIES = sizeof(all_capabilities) / sizeof(all_capabilities[0]) };

static const char *const *capabilities(bool privileged)
{
	static const char *list[CAPABILITIES + 1];
	size_t n = 0;

	if (!privileged)
		return podman_capabilities;
	for (size_t i = 0; i < CAPABILITIES; i++)
		if (prctl(PR_CAPBSET_READ, all_capabilities[i].number) == 1)
			list[n++] = all_capabilities[i].name;
	list[n] = NULL;
	return list;
}

static json_t *strings(const char *const *list)
{
	json_t *array = json_array();

	for (; list && *list; list++)
		json_array_append_new(array, json_string(*list));
	return array;
}

static void extend(json_t *array, const char *const *list)
{
	json_t *more = strings(list);

	json_array_extend(array, more);
	json_decref(more);
}

static void add_mount(json_t *mounts, const char *type, const char *source, const char *to,
		      const char *const *options)
{
	json_array_append_new(mounts,
			      json_pack("{ss ss ss so}", "destination", to, "type", type,
					"source", source, "options", strings(options)));
}

#define OPTIONS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static json_t *mounts_of(const struct container *c)
{
	json_t *mounts = json_array();
	const char *const *extra = c->site->backend->mounts;
	char path[600];

	add_mount(mounts, "proc", "proc", "/proc", OPTIONS("nosuid", "noexec", "nodev"));
	add_mount(mounts, "tmpfs", "tmpfs", "/dev",
		  OPTIONS("nosuid", "mode=755", "size=65536k"));
	add_mount(mounts, "devpts", "devpts", "/dev/pts",
		  OPTIONS("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"));
	add_mount(mounts, "tmpfs", "shm", "/dev/shm",
		  OPTIONS("nosuid", "noexec", "nodev", "mode=1777", "size=65536k"));
	add_mount(mounts, "mqueue", "mqueue", "/dev/mqueue",
		  OPTIONS("nosuid", "noexec", "nodev"));
	add_mount(mounts, "sysfs", "sysfs", "/sys", OPTIONS("nosuid", "noexec", "nodev", "ro"));
	snprintf(path, sizeof(path), "%s/%s", c->site->guests, flavour_names[c->check.flavour]);
	add_mount(mounts, "bind", path, "/case", OPTIONS("rbind", "ro", "nosuid", "nodev"));
	snprintf(path, sizeof(path), "%s/report", c->directory);
	add_mount(mounts, "bind", path, "/report", OPTIONS("bind", "rw", "nosuid", "nodev"));
	for (; extra && *extra; extra++) {
		snprintf(path, sizeof(path), "%s%s", c->site->backend_root, *extra);
		if (access(path, F_OK) == 0)
			add_mount(mounts, "bind", path, *extra,
				  OPTIONS("bind", "ro", "nosuid", "nodev"));
	}
	return mounts;
}

static json_t *process_of(const struct container *c)
{
	const char *const *caps = capabilities(c->check.test->privileged);
	json_t *environment = strings(
		OPTIONS("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
			"HOME=/root", "HOSTNAME=conformance"));

	if (!c->check.test->bare_environment)
		extend(environment, backend_environment(c->site->backend));
	extend(environment, c->environment);
	return json_pack("{sb s{si si} so so ss s{so so so} s[{ss si si}{ss si si}] sb}",
			 "terminal", 0, "user", "uid", c->uid, "gid", c->gid, "args",
			 strings(c->argv), "env", environment, "cwd", "/", "capabilities",
			 "bounding", strings(caps), "effective", strings(c->uid ? NULL : caps),
			 "permitted", strings(c->uid ? NULL : caps), "rlimits", "type",
			 "RLIMIT_NOFILE", "soft", DESCRIPTORS, "hard", DESCRIPTORS, "type",
			 "RLIMIT_CORE", "soft", 0, "hard", 0, "noNewPrivileges", 0);
}

static json_t *linux_of(const struct container *c)
{
	const char *const *masked = OPTIONS("/proc/acpi", "/proc/kcore", "/proc/keys",
					    "/proc/timer_list", "/proc/scsi", "/sys/firmware");
	const char *const *read_only = OPTIONS("/proc/asound", "/proc/bus", "/proc/fs",
					       "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");
	bool open = c->check.test->privileged;
	json_t *l = json_pack("{s[{ss}{ss}{ss}{ss}{ss}] so so}", "namespaces", "type", "pid",
			      "type", "ipc", "type", "uts", "type", "mount", "type", "network",
			      "maskedPaths", strings(open ? NULL : masked), "readonlyPaths",
			      strings(open ? NULL : read_only));

	if (c->site->cgroups) {
		char path[96];

		snprintf(path, sizeof(path), "/conformance/%s", c->id);
		json_array_append_new(json_object_get(l, "namespaces"),
				      json_pack("{ss}", "type", "cgroup"));
		json_object_set_new(l, "cgroupsPath", json_string(path));
		json_object_set_new(l, "resources",
				    json_pack("{s{si} s{si}}", "memory", "limit", MEMORY_LIMIT,
					      "pids", "limit", PROCESS_LIMIT));
	}
	return l;
}

static void command(struct container *c, const char *argv[ENGINE_ARGUMENTS])
{
	char path[512];
	size_t n = 0;
	json_t *config = json_pack("{ss s{ss sb} ss so so so}", "ociVersion", "1.0.2", "root",
				   "path", "root", "readonly", c->check.test->read_only_root,
				   "hostname", "conformance", "process", process_of(c),
				   "mounts", mounts_of(c), "linux", linux_of(c));

	if (!config)
		container_broken(c, "cannot make a container's configuration");
	snprintf(path, sizeof(path), "%s/config.json", c->directory);
	if (json_dump_file(config, path, JSON_COMPACT))
		container_broken(c, "cannot write %s: %s", path, strerror(errno));
	json_decref(config);

	snprintf(c->text[0], sizeof(c->text[0]), "%s/pid-%d", c->directory, c->started);
	snprintf(c->text[1], sizeof(c->text[1]), "--root=%s/crun", c->site->scratch);
	argv[n++] = "crun";
	argv[n++] = c->text[1];
	argv[n++] =
		c->site->cgroups ? "--cgroup-manager=cgroupfs" : "--cgroup-manager=disabled";
	argv[n++] = "run";
	argv[n++] = "--pid-file";
	argv[n++] = c->text[0];
	argv[n++] = "--bundle";
	argv[n++] = c->directory;
	argv[n++] = c->id;
	argv[n] = NULL;
}

static void send_signal(struct container *c, int number, const char *argv[ENGINE_ARGUMENTS])
{
	size_t n = 0;

	snprintf(c->text[2], sizeof(c->text[2]), "%d", number);
	argv[n++] = "crun";
	argv[n++] = c->text[1];
	argv[n++] = "kill";
	argv[n++] = c->id;
	argv[n++] = c->text[2];
	argv[n] = NULL;
}

const struct engine engine_crun = {
	.name = "crun",
	.bit = CRUN,
	.command = command,
	.signal = send_signal,
};
