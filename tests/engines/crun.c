/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * crun, by an OCI bundle of our own (runtime-spec 1.0): the namespaces,
 * capabilities, limits and masked paths that Podman gives by default.
 */
#include "engine.h"

#include <dirent.h>
#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
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

static json_t *mounts_of(const struct launch *l)
{
	json_t *mounts = json_array();
	const char *const *extra = l->assignment->backend->mounts;
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
	snprintf(path, sizeof(path), "%s/%s", l->assignment->guests,
		 flavour_names[l->check.flavour]);
	add_mount(mounts, "bind", path, "/case", OPTIONS("rbind", "ro", "nosuid", "nodev"));
	snprintf(path, sizeof(path), "%s/report", l->directory);
	add_mount(mounts, "bind", path, "/report", OPTIONS("bind", "rw", "nosuid", "nodev"));
	for (; extra && *extra; extra++) {
		snprintf(path, sizeof(path), "%s%s", l->assignment->backend_root, *extra);
		if (access(path, F_OK) == 0)
			add_mount(mounts, "bind", path, *extra,
				  OPTIONS("bind", "ro", "nosuid", "nodev"));
	}
	return mounts;
}

/* An ordinary user can't have more than the session's (usual_limits.h). */
static int descriptors(void)
{
	struct rlimit own = { DESCRIPTORS, DESCRIPTORS };

	getrlimit(RLIMIT_NOFILE, &own);
	return own.rlim_max < DESCRIPTORS ? (int)own.rlim_max : DESCRIPTORS;
}

static json_t *process_of(const struct launch *l)
{
	const char *const *caps = capabilities(l->check.test->privileged);
	json_t *environment = strings(
		OPTIONS("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
			"HOME=/root", "HOSTNAME=conformance"));

	if (!l->check.test->bare_environment)
		extend(environment, backend_environment(l->assignment->backend));
	extend(environment, l->environment);
	return json_pack("{sb s{si si} so so ss s{so so so} s[{ss si si}{ss si si}] sb}",
			 "terminal", 0, "user", "uid", l->uid, "gid", l->gid, "args",
			 strings(l->argv), "env", environment, "cwd", "/", "capabilities",
			 "bounding", strings(caps), "effective", strings(l->uid ? NULL : caps),
			 "permitted", strings(l->uid ? NULL : caps), "rlimits", "type",
			 "RLIMIT_NOFILE", "soft", descriptors(), "hard", descriptors(), "type",
			 "RLIMIT_CORE", "soft", 0, "hard", 0, "noNewPrivileges", 0);
}

enum { DEVICES_MOST = 16 };

/* What lies in /dev/dri, as the runtime-spec lists devices: what the container gets,
 * and what its control group then lets it use. */
static void add_gpu(json_t *devices, json_t *allowed)
{
	DIR *directory = opendir(GPU_DIRECTORY);
	struct dirent *entry;

	while (directory && (entry = readdir(directory)) &&
	       json_array_size(devices) < DEVICES_MOST) {
		char path[sizeof(GPU_DIRECTORY) + sizeof(entry->d_name) + 1];
		struct stat node;

		snprintf(path, sizeof(path), "%s/%s", GPU_DIRECTORY, entry->d_name);
		if (stat(path, &node) || !S_ISCHR(node.st_mode))
			continue;

		const int major_number = (int)major(node.st_rdev);
		const int minor_number = (int)minor(node.st_rdev);

		json_array_append_new(
			devices, json_pack("{ss ss si si si si si}", "path", path, "type", "c",
					   "major", major_number, "minor", minor_number,
					   "fileMode", (int)(node.st_mode & 07777), "uid",
					   (int)node.st_uid, "gid", (int)node.st_gid));
		json_array_append_new(allowed, json_pack("{sb ss si si ss}", "allow", 1, "type",
							 "c", "major", major_number, "minor",
							 minor_number, "access", "rwm"));
	}
	if (directory)
		closedir(directory);
}

static json_t *linux_of(const struct launch *l)
{
	const char *const *masked = OPTIONS("/proc/acpi", "/proc/kcore", "/proc/keys",
					    "/proc/timer_list", "/proc/scsi", "/sys/firmware");
	const char *const *read_only = OPTIONS("/proc/asound", "/proc/bus", "/proc/fs",
					       "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");
	bool open = l->check.test->privileged;
	json_t *devices = json_array();
	/* First all are forbidden; what every container has, crun adds by itself. */
	json_t *allowed = json_pack("[{sb ss}]", "allow", 0, "access", "rwm");
	json_t *json = json_pack("{s[{ss}{ss}{ss}{ss}{ss}] so so}", "namespaces", "type", "pid",
				 "type", "ipc", "type", "uts", "type", "mount", "type",
				 "network", "maskedPaths", strings(open ? NULL : masked),
				 "readonlyPaths", strings(open ? NULL : read_only));

	if (l->check.test->gpu)
		add_gpu(devices, allowed);
	if (json_array_size(devices))
		json_object_set(json, "devices", devices);
	if (l->assignment->cgroups) {
		char path[96];

		snprintf(path, sizeof(path), "/conformance/%s", l->id);
		json_array_append_new(json_object_get(json, "namespaces"),
				      json_pack("{ss}", "type", "cgroup"));
		json_object_set_new(json, "cgroupsPath", json_string(path));
		json_object_set_new(json, "resources",
				    json_pack("{s{si} s{si}}", "memory", "limit", MEMORY_LIMIT,
					      "pids", "limit", PROCESS_LIMIT));
		if (json_array_size(devices))
			json_object_set(json_object_get(json, "resources"), "devices", allowed);
	}
	json_decref(devices);
	json_decref(allowed);
	return json;
}

static bool command(struct launch *l, const char *argv[ENGINE_ARGUMENTS])
{
	char path[512];
	size_t n = 0;
	json_t *config = json_pack("{ss s{ss sb} ss so so so}", "ociVersion", "1.0.2", "root",
				   "path", "root", "readonly", l->check.test->read_only_root,
				   "hostname", "conformance", "process", process_of(l),
				   "mounts", mounts_of(l), "linux", linux_of(l));

	if (!config) {
		errno = ENOMEM;
		return false;
	}
	snprintf(path, sizeof(path), "%s/config.json", l->directory);

	int failed = json_dump_file(config, path, JSON_COMPACT);

	json_decref(config);
	if (failed)
		return false;

	snprintf(l->text[1], sizeof(l->text[1]), "--root=%s/crun", l->assignment->scratch);
	argv[n++] = "crun";
	argv[n++] = l->text[1];
	argv[n++] = l->assignment->cgroups ? "--cgroup-manager=cgroupfs"
					   : "--cgroup-manager=disabled";
	argv[n++] = "run";
	argv[n++] = "--pid-file";
	argv[n++] = l->pid_file;
	argv[n++] = "--bundle";
	argv[n++] = l->directory;
	argv[n++] = l->id;
	argv[n] = NULL;
	return true;
}

static void send_signal(struct launch *l, int number, const char *argv[ENGINE_ARGUMENTS])
{
	size_t n = 0;

	snprintf(l->text[2], sizeof(l->text[2]), "%d", number);
	argv[n++] = "crun";
	argv[n++] = l->text[1];
	argv[n++] = "kill";
	argv[n++] = l->id;
	argv[n++] = l->text[2];
	argv[n] = NULL;
}

const struct engine engine_crun = {
	.name = "crun",
	.bit = CRUN,
	.command = command,
	.failure = 1,
	.signal = send_signal,
};
