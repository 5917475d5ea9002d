/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Podman, by the command that users type. Its image was imported from the
 * same root that crun's containers have (fixtures/images/store.recipe).
 */
#include "container.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void command(struct container *c, const char *argv[ENGINE_ARGUMENTS])
{
	static char mounts[ENGINE_ARGUMENTS][512];
	const char *const *extra = c->site->backend->mounts;
	const char *const *environment = backend_environment(c->site->backend);
	size_t n = 0;
	size_t m = 0;

	snprintf(c->text[0], sizeof(c->text[0]), "%s/pid-%d", c->directory, c->started);
	snprintf(c->text[1], sizeof(c->text[1]), "--volume=%s/%s:/case:ro", c->site->guests,
		 flavour_names[c->check.flavour]);
	snprintf(c->text[2], sizeof(c->text[2]), "--volume=%s/report:/report", c->directory);
	argv[n++] = "podman";
	argv[n++] = "run";
	argv[n++] = "--rm";
	argv[n++] = "--interactive";
	argv[n++] = "--network=none";
	argv[n++] = "--pull=never";
	argv[n++] = "--pidfile";
	argv[n++] = c->text[0];
	argv[n++] = "--name";
	argv[n++] = c->id;
	argv[n++] = c->text[1];
	argv[n++] = c->text[2];
	for (; extra && *extra; extra++) {
		char path[512];

		snprintf(path, sizeof(path), "%s%s", c->site->backend_root, *extra);
		if (access(path, F_OK))
			continue;
		snprintf(mounts[m], sizeof(mounts[m]), "--volume=%s%s:%s:ro",
			 c->site->backend_root, *extra, *extra);
		argv[n++] = mounts[m++];
	}
	for (; !c->check.test->bare_environment && *environment; environment++) {
		snprintf(mounts[m], sizeof(mounts[m]), "--env=%s", *environment);
		argv[n++] = mounts[m++];
	}
	for (size_t i = 0; c->environment[i]; i++) {
		snprintf(mounts[m], sizeof(mounts[m]), "--env=%s", c->environment[i]);
		argv[n++] = mounts[m++];
	}
	if (c->check.test->read_only_root)
		argv[n++] = "--read-only";
	if (c->check.test->privileged)
		argv[n++] = "--privileged";
	if (c->uid) {
		snprintf(mounts[m], sizeof(mounts[m]), "--user=%u:%u", c->uid, c->gid);
		argv[n++] = mounts[m++];
	}
	argv[n++] = "--platform";
	argv[n++] = strcmp(c->site->backend->architecture, "x86_64") == 0 ? "linux/amd64"
									  : "linux/arm64";
	argv[n++] = strcmp(c->site->backend->architecture, "x86_64") == 0
			    ? "localhost/conformance:amd64"
			    : "localhost/conformance:arm64";
	for (size_t i = 0; c->argv[i]; i++)
		argv[n++] = c->argv[i];
	argv[n] = NULL;
}

static void send_signal(struct container *c, int number, const char *argv[ENGINE_ARGUMENTS])
{
	size_t n = 0;

	snprintf(c->text[3], sizeof(c->text[3]), "%d", number);
	argv[n++] = "podman";
	argv[n++] = "kill";
	argv[n++] = "--signal";
	argv[n++] = c->text[3];
	argv[n++] = c->id;
	argv[n] = NULL;
}

const struct engine engine_podman = {
	.name = "podman",
	.bit = PODMAN,
	.command = command,
	.signal = send_signal,
};
