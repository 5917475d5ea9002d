/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Podman, by the command that users type. Its image was imported from the
 * same root that crun's containers have (fixtures/images/store).
 */
#include "engine.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool command(struct launch *l, const char *argv[ENGINE_ARGUMENTS])
{
	static char mounts[ENGINE_ARGUMENTS][512];
	const char *const *extra = l->assignment->backend->mounts;
	const char *const *environment = backend_environment(l->assignment->backend);
	size_t n = 0;
	size_t m = 0;

	snprintf(l->text[1], sizeof(l->text[1]), "--volume=%s/%s:/case:ro",
		 l->assignment->guests, flavour_names[l->check.flavour]);
	snprintf(l->text[2], sizeof(l->text[2]), "--volume=%s/report:/report", l->directory);
	argv[n++] = "podman";
	argv[n++] = "run";
	argv[n++] = "--rm";
	argv[n++] = "--interactive";
	argv[n++] = "--network=none";
	argv[n++] = "--pull=never";
	argv[n++] = "--pidfile";
	argv[n++] = l->pid_file;
	argv[n++] = "--name";
	argv[n++] = l->id;
	argv[n++] = l->text[1];
	argv[n++] = l->text[2];
	for (; extra && *extra; extra++) {
		char path[512];

		snprintf(path, sizeof(path), "%s%s", l->assignment->backend_root, *extra);
		if (access(path, F_OK))
			continue;
		snprintf(mounts[m], sizeof(mounts[m]), "--volume=%s%s:%s:ro",
			 l->assignment->backend_root, *extra, *extra);
		argv[n++] = mounts[m++];
	}
	for (; !l->check.test->bare_environment && *environment; environment++) {
		snprintf(mounts[m], sizeof(mounts[m]), "--env=%s", *environment);
		argv[n++] = mounts[m++];
	}
	for (size_t i = 0; l->environment[i]; i++) {
		snprintf(mounts[m], sizeof(mounts[m]), "--env=%s", l->environment[i]);
		argv[n++] = mounts[m++];
	}
	if (l->check.test->read_only_root)
		argv[n++] = "--read-only";
	if (l->check.test->privileged)
		argv[n++] = "--privileged";
	if (l->check.test->gpu)
		argv[n++] = "--device=" GPU_DIRECTORY;
	if (l->uid) {
		snprintf(mounts[m], sizeof(mounts[m]), "--user=%u:%u", l->uid, l->gid);
		argv[n++] = mounts[m++];
	}
	const char *architecture = backend_image_architecture(l->assignment->backend);

	snprintf(mounts[m], sizeof(mounts[m]), "--platform=linux/%s", architecture);
	argv[n++] = mounts[m++];
	snprintf(mounts[m], sizeof(mounts[m]), "localhost/conformance:%s", architecture);
	argv[n++] = mounts[m++];
	for (size_t i = 0; l->argv[i]; i++)
		argv[n++] = l->argv[i];
	argv[n] = NULL;
	return true;
}

static void send_signal(struct launch *l, int number, const char *argv[ENGINE_ARGUMENTS])
{
	size_t n = 0;

	snprintf(l->text[3], sizeof(l->text[3]), "%d", number);
	argv[n++] = "podman";
	argv[n++] = "kill";
	argv[n++] = "--signal";
	argv[n++] = l->text[3];
	argv[n++] = l->id;
	argv[n] = NULL;
}

const struct engine engine_podman = {
	.name = "podman",
	.bit = PODMAN,
	.disk = "store",
	.disk_mount = "/var/lib/conformance-store",
	.command = command,
	.failure = 125,
	.signal = send_signal,
};
